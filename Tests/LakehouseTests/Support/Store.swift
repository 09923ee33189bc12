import Lakehouse

/// Objects in memory, for sources to read.
struct Store: Sendable {
  var objects: [String: [UInt8]] = [:]

  init(_ objects: [String: [UInt8]]) { self.objects = objects }

  init(_ objects: [String: String]) { self.objects = objects.mapValues { Array($0.utf8) } }

  /// One object, called `object`.
  init(_ content: [UInt8]) { objects = ["object": content] }

  func source(_ path: String = "") throws -> any ObjectSource {
    try InProcessSource("store:", path) { prefix in
      objects.keys.filter { $0.utf8.starts(with: prefix.utf8) }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        .map { ListedObject(key: $0, size: objects[$0]?.count ?? 0) }
    } read: { key in
      guard let bytes = objects[key] else { throw Missing(key: key) }
      return bytes
    }
  }

  struct Missing: Error { let key: String }
}
