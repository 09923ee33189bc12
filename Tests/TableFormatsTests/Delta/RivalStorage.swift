import TableFormats

/// A storage on which somebody else commits just before each of our attempts.
struct RivalStorage: TableStorage {
  private let inner: any TableStorage
  private let rival: @Sendable () async -> Void

  init(_ inner: any TableStorage, rival: @escaping @Sendable () async -> Void) {
    self.inner = inner
    self.rival = rival
  }

  var description: String { inner.description }

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

  func create(_ bytes: [UInt8], at path: String) async -> Creation {
    await rival()
    return await inner.create(bytes, at: path)
  }

  func delete(_ path: String) async throws(TableFormatError) { try await inner.delete(path) }
}
