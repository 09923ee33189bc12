/// What became of rows that were to be added.
public struct AppendResult: Sendable {
  /// The version that has them; where they were there already, one that has them for sure.
  public let version: Int
  /// Whether the batch was in the table before, so that nothing was written.
  public let wasThere: Bool
  /// How many files were added.
  public let files: Int
  /// How many rows were added.
  public let rows: Int
  /// How many bytes were added.
  public let bytes: Int
  /// Why the checkpoint that was due could not be written; the rows are in the table all the same.
  public let checkpointError: TableFormatError?
}
