import FoundationEssentials
import TableFormats

/// A record that is no row of its table, put aside with the reason instead of an empty row.
public struct RejectedRecord: Hashable, Sendable {
  /// The record as it came.
  public let record: SourceRecord
  /// Why it is no row.
  public let reason: String

  /// Puts a record aside.
  public init(_ record: SourceRecord, reason: String) {
    self.record = record
    self.reason = reason
  }

  /// The columns of the table that keeps them, beside the reason as Spark's `kinesis` source has them.
  static let schema = TableSchema([
    Field("reason", .string), Field("data", .binary), Field("stream", .string),
    Field("shardId", .string), Field("sequenceNumber", .string), Field("partitionKey", .string),
    Field("approximateArrivalTimestamp", .timestamp),
  ])

  static func batch(_ rejected: [RejectedRecord]) throws(TableFormatError) -> ColumnBatch {
    try ColumnBatch(schema, rows: rejected.map(\.values))
  }

  private var values: [Value] {
    [
      .string(reason), .bytes(record.data), .string(record.stream), .string(record.shardID),
      .string(record.sequenceNumber), record.partitionKey.map { .string($0) } ?? .null,
      record.approximateArrivalTimestamp.map {
        .integer(Int64(($0.timeIntervalSince1970 * 1e6).rounded()))
      } ?? .null,
    ]
  }
}
