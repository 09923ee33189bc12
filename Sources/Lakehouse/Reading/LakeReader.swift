import Synchronization

/// Reads raw rows of the three tables from objects.
///
/// ```swift
/// let reader = LakeReader(FolderSource("topics/0af8d0adfd13.pin/partition=0/*.json"))
/// let (pins, report) = try await reader.rows(of: Pin.self)
/// ```
public struct LakeReader: Sendable {
  /// Where the objects are.
  public let source: any ObjectSource
  /// How they become rows.
  public var options: ReadingOptions

  /// Reads from a source.
  public init(_ source: any ObjectSource, options: ReadingOptions = ReadingOptions()) {
    self.source = source
    self.options = options
  }

  /// Reads all rows into memory.
  public func rows<Row: LakeRow>(
    of type: Row.Type = Row.self
  ) async throws(LakehouseError) -> (rows: [Row], report: ReadingReport) {
    let gathered = Gathered<Row>()
    do {
      let report = try await forEachBatch(of: type) { gathered.append($0) }
      return (gathered.take(), report)
    } catch {
      throw LakehouseError(error, reading: source)
    }
  }

  /// Reads rows and gives them to `body` many at a time, in order, and never two batches at once.
  ///
  /// `body` runs on a thread made for the reading and may block it; what it throws ends the reading.
  @discardableResult
  public func forEachBatch<Row: LakeRow>(
    of type: Row.Type = Row.self,
    _ body: @escaping @Sendable ([Row]) throws -> Void
  ) async throws -> ReadingReport {
    let decoder = try RowDecoder<Row>(options.timestamps)
    let pass = ReadingPass(source: source, options: options) { RowCollector(decoder) }
    return try await pass.run { try body($0.rows) }
  }
}

/// Rows that are gathered batch by batch.
final class Gathered<Row: Sendable>: Sendable {
  private let rows = Mutex<[Row]>([])

  func append(_ more: [Row]) { rows.withLock { $0.append(contentsOf: more) } }

  func take() -> [Row] {
    rows.withLock { rows in
      defer { rows = [] }
      return rows
    }
  }
}

extension LakehouseError {
  /// What ended a reading, as this module's error.
  init(_ error: any Error, reading source: any ObjectSource) {
    self =
      error as? LakehouseError
      ?? LakehouseError(
        .unreadable,
        source.description,
        detail: error is CancellationError ? "cancelled" : "\(error)",
        underlying: error
      )
  }
}
