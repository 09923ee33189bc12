/// A place that keeps the files of one table: a folder, or a prefix of an object store.
///
/// Paths are relative to the table's root, with `/` between folders, and never percent-encoded.
/// What is written is whole or not there; nobody ever sees half a file.
public protocol TableStorage: Sendable, CustomStringConvertible {
  /// The files below a folder whose paths come behind `startAfter`, in the order of their bytes.
  ///
  /// The folder is empty for the whole table, else it ends with `/`; one that is not there has no
  /// files.
  func list(
    _ folder: String,
    startAfter: String?
  ) async throws(TableFormatError) -> [StoredFile]

  /// All bytes of a file.
  func read(_ path: String) async throws(TableFormatError) -> [UInt8]

  /// Some bytes of a file, all of them or an error.
  func read(_ path: String, range: Range<Int>) async throws(TableFormatError) -> [UInt8]

  /// What is known of a file without reading it; `nil` where there is none.
  func file(_ path: String) async throws(TableFormatError) -> StoredFile?

  /// Writes a file, also over one that is there.
  func write(_ bytes: [UInt8], to path: String) async throws(TableFormatError)

  /// Writes a file that nobody looks for before a later `create` names it.
  ///
  /// It is as safe as what was created, and before anybody sees that; until then it may be lost with
  /// the power. A storage for which that makes no difference has nothing to do here.
  func prepare(_ bytes: [UInt8], at path: String) async throws(TableFormatError)

  /// Writes a file unless there is one of that name: of many writers exactly one succeeds.
  func create(_ bytes: [UInt8], at path: String) async -> Creation

  /// Deletes a file; one that is not there is no error.
  func delete(_ path: String) async throws(TableFormatError)
}

extension TableStorage {
  /// Writes the file as any other.
  public func prepare(_ bytes: [UInt8], at path: String) async throws(TableFormatError) {
    try await write(bytes, to: path)
  }
}
