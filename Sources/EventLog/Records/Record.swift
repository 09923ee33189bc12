/// A record on its way to a partition: bytes the log keeps and does not understand.
///
/// Key and value are slices, so a caller can hand over parts of a larger buffer without a copy.
public struct Record: Sendable, Hashable {
  /// The partition that takes it.
  public var partition: Int
  /// The key; `nil` is no key, which is not the same as an empty one.
  public var key: ArraySlice<UInt8>?
  /// The value; `nil` is a tombstone, which is not the same as an empty value.
  public var value: ArraySlice<UInt8>?
  /// Named bytes that travel with the record, in order; a name may occur often.
  public var headers: [RecordHeader]
  /// When it happened; `nil` takes the time of the append.
  public var timestamp: LogTimestamp?

  /// Makes a record for partition 0 unless told otherwise.
  public init(
    partition: Int = 0,
    key: ArraySlice<UInt8>? = nil,
    value: ArraySlice<UInt8>?,
    headers: [RecordHeader] = [],
    timestamp: LogTimestamp? = nil
  ) {
    self.partition = partition
    self.key = key
    self.value = value
    self.headers = headers
    self.timestamp = timestamp
  }

  /// Makes a record of texts.
  public init(partition: Int = 0, key: String? = nil, value: String) {
    self.init(
      partition: partition,
      key: key.map { $0.utf8[...].bytes },
      value: value.utf8[...].bytes
    )
  }

  /// The bytes of key and value, which is what byte limits count.
  public var size: Int { (key?.count ?? 0) + (value?.count ?? 0) }

  /// The bytes of its headers, which count where a record's size is limited.
  var headersSize: Int {
    headers.reduce(0) { $0 + $1.name.utf8.count + ($1.value?.count ?? 0) }
  }
}

/// Named bytes beside a record's value.
public struct RecordHeader: Sendable, Hashable {
  /// The name.
  public var name: String
  /// The bytes; `nil` is a name without a value.
  public var value: ArraySlice<UInt8>?

  /// Pairs a name with bytes.
  public init(_ name: String, _ value: ArraySlice<UInt8>?) {
    self.name = name
    self.value = value
  }
}

extension Substring.UTF8View {
  fileprivate var bytes: ArraySlice<UInt8> { Array(self)[...] }
}
