public import FoundationEssentials

/// A record as it came out of a topic.
public struct ConsumedRecord<Key: Sendable, Value: Sendable>: Sendable {
  /// Where it was.
  public var partition: TopicPartition
  /// Its place there.
  public var offset: Int64
  /// The key, if it has one.
  public var key: Key?
  /// The value; `nil` is a tombstone.
  public var value: Value?
  /// When it was written, where the proxy tells.
  public var timestamp: Date?
  /// The notes beside the value, where the proxy tells.
  public var headers: [RecordHeader]

  /// Its topic.
  public var topic: TopicName { partition.topic }

  /// Puts a record together.
  public init(
    _ partition: TopicPartition,
    offset: Int64,
    key: Key?,
    value: Value?,
    timestamp: Date? = nil,
    headers: [RecordHeader] = []
  ) {
    self.partition = partition
    self.offset = offset
    self.key = key
    self.value = value
    self.timestamp = timestamp
    self.headers = headers
  }
}

extension ConsumedRecord: Equatable where Key: Equatable, Value: Equatable {}
extension ConsumedRecord: Hashable where Key: Hashable, Value: Hashable {}

extension ConsumedRecord where Key == RawJSON, Value == RawJSON {
  /// The same record with its key and value decoded.
  public func decoded<NewKey: Decodable, NewValue: Decodable>(
    keys: NewKey.Type = NewKey.self,
    values: NewValue.Type = NewValue.self,
    by decoder: JSONDecoder = JSONDecoder()
  ) throws -> ConsumedRecord<NewKey, NewValue> {
    ConsumedRecord<NewKey, NewValue>(
      partition,
      offset: offset,
      key: try key.flatMap { try Self.decode($0, by: decoder) },
      value: try value.flatMap { try Self.decode($0, by: decoder) },
      timestamp: timestamp,
      headers: headers
    )
  }

  private static func decode<Part: Decodable>(
    _ json: RawJSON,
    by decoder: JSONDecoder
  ) throws -> Part {
    if let raw = json as? Part { return raw }
    return try json.decoded(by: decoder)
  }
}
