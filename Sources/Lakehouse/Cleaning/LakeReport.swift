public import PinterestModels

/// What was met while tables were read and cleaned.
public struct LakeReport: Sendable, Hashable {
  /// What reading met, table by table.
  public internal(set) var reading: [Table: ReadingReport] = [:]
  /// What cleaning did.
  public internal(set) var cleaning = CleaningReport()

  /// Nothing met yet.
  public init() {}
}
