/// Where the records of one append came to lie, in the order they were given.
public struct AppendReceipt: Sendable, Hashable {
  /// The place of one record.
  public struct Placement: Sendable, Hashable {
    /// The partition that took it.
    public let partition: Int
    /// Its number there.
    public let offset: Int
    /// The time it carries.
    public let timestamp: LogTimestamp

    /// Describes a place.
    public init(partition: Int, offset: Int, timestamp: LogTimestamp) {
      self.partition = partition
      self.offset = offset
      self.timestamp = timestamp
    }
  }

  /// One place a record.
  public let placements: [Placement]
  /// Whether the records had been stored before under the same idempotency key.
  public let isRepeat: Bool

  /// Describes an append.
  public init(placements: [Placement], isRepeat: Bool = false) {
    self.placements = placements
    self.isRepeat = isRepeat
  }
}
