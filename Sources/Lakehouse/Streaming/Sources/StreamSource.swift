public import FoundationEssentials

/// Where a streaming query reads: parts that each keep their records in order, and can be asked again.
///
/// A source keeps no place of its own. Whoever reads says from where, so that the same question has
/// the same answer after a crash; that is what lets a batch be carried out once.
public protocol StreamSource: Sendable, CustomStringConvertible {
  /// Where a query begins that has never run.
  func start() async throws(LakehouseError) -> StreamPosition

  /// Reads some of what lies behind a position, about `limit` records, without waiting for more.
  func read(
    after position: StreamPosition,
    limit: Int
  ) async throws(LakehouseError) -> StreamPage

  /// Reads again exactly what lay between two positions.
  func read(
    after position: StreamPosition,
    through end: StreamPosition
  ) async throws(LakehouseError) -> [SourceRecord]
}

/// What one read of a source brought.
public struct StreamPage: Sendable {
  /// The records, in order within each part.
  public var records: [SourceRecord]
  /// Where to go on.
  public var position: StreamPosition
  /// Everything that arrived before this moment has been read; `nil` where nothing can be said.
  public var seesEverythingBefore: Date?

  /// Puts a page together.
  public init(
    records: [SourceRecord],
    position: StreamPosition,
    seesEverythingBefore: Date?
  ) {
    self.records = records
    self.position = position
    self.seesEverythingBefore = seesEverythingBefore
  }
}

/// Where a query begins that has never run.
public enum StreamStart: String, Sendable, Hashable, CaseIterable {
  /// With the oldest record still kept.
  case earliest
  /// With what arrives from now on.
  case latest
}
