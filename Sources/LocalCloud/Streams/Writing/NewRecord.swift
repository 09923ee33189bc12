import Digests
import EventLog
import JSONBytes

/// A record that somebody wants to put.
struct NewRecord: Sendable {
  let data: [UInt8]
  let partitionKey: String
  let hashKey: UInt128

  /// What a stream's limits count.
  var size: Int { data.count + partitionKey.utf8.count }

  /// Takes a record whose types and rules were checked.
  init(_ input: JSONObject, for stream: Stream, member: String) throws(KinesisFailure) {
    partitionKey = input["PartitionKey"]?.string ?? ""
    data = Base64.decode(input["Data"]?.string ?? "") ?? []
    if let text = input["ExplicitHashKey"]?.string {
      guard let key = UInt128(text) else {
        throw .invalidArgument(
          "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. "
            + "Specified value was \(text)"
        )
      }
      hashKey = key
    } else {
      hashKey = HashKeyRange.key(of: partitionKey)
    }
    let limit = stream.largestRecord
    guard size <= limit else {
      throw .validation(
        "1 validation error detected: Value "
          + "'java.nio.HeapByteBuffer[pos=0 lim=\(data.count) cap=\(data.count)]' at '\(member)' "
          + "failed to satisfy constraint: Member must have length less than or equal to \(limit)"
      )
    }
  }

  func record(in shard: ShardID) -> Record {
    Record(partition: shard.number, key: Array(partitionKey.utf8)[...], value: data[...])
  }
}
