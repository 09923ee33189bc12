public import FoundationEssentials

/// A record on its way to a topic.
///
/// No key lets the cluster choose the partition; no value is a tombstone, which deletes the key
/// from a compacted topic. Keys and values that already are JSON travel as ``RawJSON``, bytes in the
/// binary format as `Data`.
public struct Record<Key: Encodable & Sendable, Value: Encodable & Sendable>: Sendable {
  /// What decides about the partition and what compaction goes by.
  public var key: Key?
  /// What is said.
  public var value: Value?
  /// The partition, where the key shall not decide.
  public var partition: Int?
  /// Notes beside the value; not every proxy takes them.
  public var headers: [RecordHeader]
  /// When it happened; not every proxy takes it, and the time of arrival is the default.
  public var timestamp: Date?

  /// Puts a record together.
  @inlinable public init(
    key: Key?,
    value: Value?,
    partition: Int? = nil,
    headers: [RecordHeader] = [],
    timestamp: Date? = nil
  ) {
    self.key = key
    self.value = value
    self.partition = partition
    self.headers = headers
    self.timestamp = timestamp
  }
}

extension Record where Key == Never {
  /// Puts a record without a key together.
  @inlinable public init(
    value: Value?,
    partition: Int? = nil,
    headers: [RecordHeader] = [],
    timestamp: Date? = nil
  ) {
    self.init(
      key: nil,
      value: value,
      partition: partition,
      headers: headers,
      timestamp: timestamp
    )
  }
}

extension Record: Equatable where Key: Equatable, Value: Equatable {}
extension Record: Hashable where Key: Hashable, Value: Hashable {}

/// A note beside a record's value: a name, which may occur often, and bytes.
public struct RecordHeader: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The bytes; `nil` is Kafka's null.
  public var value: Data?

  /// Puts a header together.
  public init(_ name: String, _ value: Data?) {
    self.name = name
    self.value = value
  }
}
