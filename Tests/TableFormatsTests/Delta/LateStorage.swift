import Synchronization
import TableFormats

/// A storage whose first commit arrives when nobody waits for it any more.
final class LateStorage: TableStorage {
  private let inner: any TableStorage
  private let held = Mutex<(bytes: [UInt8], path: String)?>(nil)
  private let isHolding = Mutex(true)

  init(_ inner: any TableStorage) { self.inner = inner }

  var description: String { inner.description }

  /// Lets the commit arrive.
  func arrive() async {
    let late = held.withLock { held in
      defer { held = nil }
      return held
    }
    if let late { _ = await inner.create(late.bytes, at: late.path) }
  }

  func create(_ bytes: [UInt8], at path: String) async -> Creation {
    let isFirst = isHolding.withLock { isHolding in
      defer { isHolding = false }
      return isHolding
    }
    guard isFirst else { return await inner.create(bytes, at: path) }
    held.withLock { $0 = (bytes, path) }
    return .unknown(TableFormatError(.storageFailed, path, detail: "no answer"))
  }

  func list(_ folder: String, startAfter: String?) async throws(TableFormatError) -> [StoredFile] {
    try await inner.list(folder, startAfter: startAfter)
  }

  func read(_ path: String) async throws(TableFormatError) -> [UInt8] {
    try await inner.read(path)
  }

  func read(_ path: String, range: Range<Int>) async throws(TableFormatError) -> [UInt8] {
    try await inner.read(path, range: range)
  }

  func file(_ path: String) async throws(TableFormatError) -> StoredFile? {
    try await inner.file(path)
  }

  func write(_ bytes: [UInt8], to path: String) async throws(TableFormatError) {
    try await inner.write(bytes, to: path)
  }

  func delete(_ path: String) async throws(TableFormatError) { try await inner.delete(path) }
}
