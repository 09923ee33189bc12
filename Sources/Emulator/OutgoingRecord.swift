public import PinterestModels

/// A record as it will be sent, its bytes made.
public struct OutgoingRecord: Sendable, Hashable {
  /// The post it belongs to.
  public let post: Int
  /// The table its row is of.
  public let table: Table
  /// The key, where it has one.
  public let key: String?
  /// The row as compact JSON.
  public let value: [UInt8]
  /// When it is due, from the start of the run.
  public let due: Duration
}
