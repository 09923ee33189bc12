/// A record as it lies in the log.
///
/// Key, value and header values are slices of the buffer they were read into: whoever keeps a few
/// bytes for long should copy them.
public struct StoredRecord: Sendable, Hashable {
  /// Its number in the partition.
  public let offset: Int
  /// When it happened.
  public let timestamp: LogTimestamp
  /// The key; `nil` is no key.
  public let key: ArraySlice<UInt8>?
  /// The value; `nil` is a tombstone.
  public let value: ArraySlice<UInt8>?
  /// Named bytes that came with it, in order.
  public let headers: [RecordHeader]

  /// Describes a record in the log.
  public init(
    offset: Int,
    timestamp: LogTimestamp,
    key: ArraySlice<UInt8>?,
    value: ArraySlice<UInt8>?,
    headers: [RecordHeader] = []
  ) {
    self.offset = offset
    self.timestamp = timestamp
    self.key = key
    self.value = value
    self.headers = headers
  }

  /// The bytes of key and value, which is what byte limits count.
  public var size: Int { (key?.count ?? 0) + (value?.count ?? 0) }
}
