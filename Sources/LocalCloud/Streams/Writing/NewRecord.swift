import Digests
import EventLog
import JSONBytes

/// A record that somebody wants to put.
struct NewRecord: Sendable, Hashable {
  let data: ArraySlice<UInt8>
  /// The partition key, in UTF-8.
  let key: ArraySlice<UInt8>
  let hashKey: UInt128

  /// What a stream's limits count.
  var size: Int { data.count + key.count }

  /// Takes a record; without a hash key of its own it has that of its partition key.
  init(data: ArraySlice<UInt8>, key: ArraySlice<UInt8>, hashKey: UInt128? = nil) {
    self.data = data
    self.key = key
    self.hashKey = hashKey ?? HashKeyRange.key(of: key)
  }

  /// Takes a record whose types and rules were checked.
  init(_ input: JSONObject) throws(KinesisFailure) {
    var hashKey: UInt128?
    if let text = input["ExplicitHashKey"]?.string {
      hashKey = UInt128(text)
      guard hashKey != nil else {
        throw .invalidArgument(
          "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. "
            + "Specified value was \(text)"
        )
      }
    }
    self.init(
      data: (Base64.decode(input["Data"]?.string ?? "") ?? [])[...],
      key: Array((input["PartitionKey"]?.string ?? "").utf8)[...],
      hashKey: hashKey
    )
  }

  /// Refuses a record that is larger than its stream takes.
  func check(limit: Int, member: @autoclosure () -> String) throws(KinesisFailure) {
    guard size > limit else { return }
    throw .validation(
      "1 validation error detected: Value "
        + "'java.nio.HeapByteBuffer[pos=0 lim=\(data.count) cap=\(data.count)]' at '\(member())' "
        + "failed to satisfy constraint: Member must have length less than or equal to \(limit)"
    )
  }

  func record(in shard: ShardID) -> Record {
    Record(partition: shard.number, key: key, value: data)
  }
}
