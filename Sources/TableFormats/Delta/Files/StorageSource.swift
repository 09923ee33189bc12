/// A file of a table, read in pieces.
struct StorageSource: ByteSource {
  /// Files up to here are fetched as a whole: one answer is faster than three.
  private static let whole = 4 << 20

  let storage: any TableStorage
  let path: String
  let fileSize: Int

  var name: String { "\(storage)/\(path)" }

  func size() -> Int { fileSize }

  func bytes(in range: Range<Int>) async throws(TableFormatError) -> [UInt8] {
    try await storage.read(path, range: range)
  }

  /// The file behind it, whole where it is small.
  func parquetFile() async throws(TableFormatError) -> ParquetFile {
    guard fileSize <= Self.whole else { return try await ParquetFile(self) }
    let bytes = try await storage.read(path)
    return try await ParquetFile(MemorySource(bytes, name: name))
  }
}
