/// A file as a listing shows it.
public struct StoredFile: Sendable, Hashable {
  /// Where it is below the table's root.
  public let path: String
  /// How many bytes it has.
  public let size: Int
  /// When it was last written, in milliseconds since 1970.
  public let modified: Int

  /// Describes a file.
  public init(path: String, size: Int, modified: Int) {
    self.path = path
    self.size = size
    self.modified = modified
  }
}
