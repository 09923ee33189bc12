import FoundationEssentials
public import PinterestModels

extension FolderRows {
  /// Copies all three tables of `source` into new files of a folder, which is made where it is not.
  ///
  /// A file that is there already is refused.
  public static func write(
    _ source: any RowSource,
    to folder: String,
    as format: RowFormat
  ) async throws(RowSourceError) {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw RowSourceError(
        .unreachable,
        source: folder,
        detail: "the folder cannot be made",
        underlying: error
      )
    }
    try await TableWriter(.pin, folder, format).copy(Pin.self, of: source)
    try await TableWriter(.geo, folder, format).copy(Geolocation.self, of: source)
    try await TableWriter(.user, folder, format).copy(User.self, of: source)
  }
}
