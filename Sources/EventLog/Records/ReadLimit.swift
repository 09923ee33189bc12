/// How much one read may bring; the first record always comes, however large.
public struct ReadLimit: Sendable, Hashable {
  /// The most records.
  public var records: Int
  /// The most bytes of keys and values.
  public var bytes: Int

  /// Allows 1 MiB of any number of records unless told otherwise.
  public init(records: Int = .max, bytes: Int = 1 << 20) {
    self.records = records
    self.bytes = bytes
  }
}

/// What one read brought.
public struct ReadResult: Sendable, Hashable {
  /// The records in order of their offsets.
  public let records: [StoredRecord]
  /// Where the next read should start.
  public let nextOffset: Int
  /// The offsets the partition held: from the earliest record to the end.
  public let available: Range<Int>

  /// Describes a read.
  public init(records: [StoredRecord], nextOffset: Int, available: Range<Int>) {
    self.records = records
    self.nextOffset = nextOffset
    self.available = available
  }
}
