/// A table in a folder of this machine.
///
/// A new version of the log is a hard link to a file that is already on the disk: the link appears
/// whole or not at all, and only one writer gets it. The files it names wait for the disk together
/// with it, so that a commit waits twice however many files it has.
public struct LocalTableFolder: TableStorage {
  /// The folder.
  public let path: String
  /// Whether what was written survives a power cut when the call returns.
  public let isDurable: Bool
  private let disk: FolderThread

  /// Names a folder, which is made with the first file.
  public init(_ path: String, isDurable: Bool = true) {
    self.path = path
    self.isDurable = isDurable
    disk = FolderThread(root: path, isDurable: isDurable)
  }

  /// The folder's path.
  public var description: String { path }

  /// The files below a folder behind a path, in the order of their bytes.
  public func list(
    _ folder: String,
    startAfter: String?
  ) async throws(TableFormatError) -> [StoredFile] {
    try await disk.list(folder, startAfter: startAfter)
  }

  /// All bytes of a file.
  public func read(_ path: String) async throws(TableFormatError) -> [UInt8] {
    try await disk.read(path, range: nil)
  }

  /// Some bytes of a file.
  public func read(
    _ path: String,
    range: Range<Int>
  ) async throws(TableFormatError) -> [UInt8] {
    try await disk.read(path, range: range)
  }

  /// Size and time of a file.
  public func file(_ path: String) async throws(TableFormatError) -> StoredFile? {
    try await disk.file(path)
  }

  /// Writes a file, also over one that is there.
  public func write(_ bytes: [UInt8], to path: String) async throws(TableFormatError) {
    try await disk.write(bytes, to: path)
  }

  /// Writes a file that is on the disk when the next file was created.
  public func prepare(_ bytes: [UInt8], at path: String) async throws(TableFormatError) {
    try await disk.prepare(bytes, at: path)
  }

  /// Writes a file unless there is one of that name.
  public func create(_ bytes: [UInt8], at path: String) async -> Creation {
    await disk.create(bytes, at: path)
  }

  /// Deletes a file.
  public func delete(_ path: String) async throws(TableFormatError) {
    try await disk.delete(path)
  }
}
