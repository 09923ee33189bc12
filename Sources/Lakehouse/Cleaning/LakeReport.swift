public import PinterestModels

/// What was met while tables were read and cleaned.
public struct LakeReport: Sendable, Hashable {
  /// What reading met, table by table.
  public internal(set) var reading: [Table: ReadingReport] = [:]
  /// What cleaning did.
  public internal(set) var cleaning = CleaningReport()

  /// Nothing met yet.
  public init() {}

  /// Adds what was met elsewhere; of a table that was read twice the later reading counts.
  public mutating func add(_ other: LakeReport) {
    reading.merge(other.reading) { $1 }
    cleaning.add(other.cleaning)
  }
}
