import Lakehouse
import Synchronization

/// Objects in memory, for sources to read.
struct Store: Sendable {
  var objects: [String: [UInt8]] = [:]

  init(_ objects: [String: [UInt8]]) { self.objects = objects }

  init(_ objects: [String: String]) { self.objects = objects.mapValues { Array($0.utf8) } }

  /// One object, called `object`.
  init(_ content: [UInt8]) { objects = ["object": content] }

  func source(_ path: String = "") throws -> any ObjectSource {
    try InProcessSource("store:", path) { prefix, isMeant in
      let keys = objects.keys.filter { $0.utf8.starts(with: prefix.utf8) && isMeant($0) }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      let next = Mutex(0)
      return { visit in
        try next.withLock { next in
          while next < keys.count {
            next += 1
            guard let bytes = objects[keys[next - 1]] else { throw Missing(key: keys[next - 1]) }
            guard visit(keys[next - 1], bytes.span, true) else { return }
          }
        }
      }
    }
  }

  struct Missing: Error, CustomStringConvertible {
    let key: String
    var description: String { "\(key) is gone" }
  }
}
