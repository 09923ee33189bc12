import Glibc
import Synchronization

/// Files that are gone with the process.
package final class MemoryFolder: LogFolder {
  private let files = Mutex<[String: MemoryFile]>([:])

  package init() {}

  package func names() -> [String] { files.withLock { Array($0.keys) } }

  package func create(_ name: String) -> any LogFile {
    let file = MemoryFile()
    files.withLock { $0[name] = file }
    return file
  }

  package func open(_ name: String) throws(LogError) -> any LogFile {
    guard let file = files.withLock({ $0[name] }) else {
      throw LogError(call: "open", on: name, number: ENOENT)
    }
    return file
  }

  package func rename(_ name: String, to newName: String) {
    files.withLock { $0[newName] = $0.removeValue(forKey: name) }
  }

  package func remove(_ name: String) { files.withLock { $0[name] = nil } }

  package func unlock() {}
}

/// Bytes that behave as a file.
package final class MemoryFile: LogFile {
  private let bytes = Mutex<[UInt8]>([])

  package init(_ bytes: [UInt8] = []) { self.bytes.withLock { $0 = bytes } }

  package func size() -> Int { bytes.withLock { $0.count } }

  package func write(_ new: [UInt8], at position: Int) {
    bytes.withLock { bytes in
      if bytes.count < position {
        bytes.append(contentsOf: repeatElement(0, count: position - bytes.count))
      }
      bytes.replaceSubrange(position..<min(position + new.count, bytes.count), with: new)
    }
  }

  package func sync() {}

  package func truncate(to size: Int) {
    bytes.withLock { $0.removeLast(max(0, $0.count - size)) }
  }

  package func read(_ range: Range<Int>, into buffer: inout [UInt8], mayWait: Bool) -> Int? {
    bytes.withLock { bytes in
      let there = range.clamped(to: 0..<bytes.count)
      buffer.replaceSubrange(0..<min(there.count, buffer.count), with: bytes[there])
      return there.count
    }
  }
}
