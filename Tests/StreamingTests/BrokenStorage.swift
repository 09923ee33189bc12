import TableFormats

/// A place that lets a table be made but takes no commit after its first.
struct BrokenStorage: TableStorage {
  private let inner: LocalTableFolder
  var description: String { "broken \(inner)" }

  init(_ inner: LocalTableFolder) { self.inner = inner }

  func list(_ folder: String, startAfter: String?) async throws(TableFormatError) -> [StoredFile] {
    try await inner.list(folder, startAfter: startAfter)
  }

  func read(_ path: String) async throws(TableFormatError) -> [UInt8] { try await inner.read(path) }

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
    guard path.hasSuffix("00000.json") else {
      return .refused(TableFormatError(.storageFailed, path, detail: "the disk is full"))
    }
    return await inner.create(bytes, at: path)
  }

  func delete(_ path: String) async throws(TableFormatError) { try await inner.delete(path) }
}
