import AWSCredentials
import Synchronization

/// Files that exist only in a test.
final class MemoryFiles: HostFiles {
  private let contents: Mutex<[String: [UInt8]]>

  init(_ texts: [String: String] = [:]) {
    contents = Mutex(texts.mapValues { Array($0.utf8) })
  }

  subscript(path: String) -> String? {
    get { contents.withLock { $0[path] }.map { String(decoding: $0, as: UTF8.self) } }
    set { contents.withLock { $0[path] = newValue.map { Array($0.utf8) } } }
  }

  func read(_ path: String) throws(HostFileError) -> [UInt8]? {
    let bytes = contents.withLock { $0[path] }
    if bytes == Array("locked".utf8) {
      throw HostFileError(path: path, reason: "Permission denied")
    }
    return bytes
  }

  func replace(_ path: String, with bytes: [UInt8]) throws(HostFileError) {
    contents.withLock { $0[path] = bytes }
  }
}
