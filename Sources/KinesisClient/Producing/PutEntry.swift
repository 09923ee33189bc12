/// A record on its way to a stream.
public struct PutEntry: Hashable, Sendable {
  /// Its bytes.
  public var data: [UInt8]
  /// What decides about the shard, in 1 to 256 characters: records with the same key keep together.
  public var partitionKey: String
  /// The place among the shards, where the key shall not decide.
  public var explicitHashKey: UInt128?

  /// Puts a record together.
  public init(data: [UInt8], partitionKey: String, explicitHashKey: UInt128? = nil) {
    self.data = data
    self.partitionKey = partitionKey
    self.explicitHashKey = explicitHashKey
  }

  /// Puts a record with a text together.
  public init(_ text: String, partitionKey: String) {
    self.init(data: Array(text.utf8), partitionKey: partitionKey)
  }

  /// What Kinesis counts against its limits.
  var weight: Int { data.count + partitionKey.utf8.count }

  /// Which rule it breaks; one such record would have a whole request refused.
  func complaint(largest: Int) -> String? {
    if partitionKey.isEmpty { return "its partition key is empty" }
    // A character of Java's, which counts here, is a unit of UTF-16.
    if partitionKey.utf8.count > 256, partitionKey.utf16.count > 256 {
      return "its partition key has more than 256 characters"
    }
    return weight > largest ? "\(weight) bytes with its key are more than \(largest)" : nil
  }
}
