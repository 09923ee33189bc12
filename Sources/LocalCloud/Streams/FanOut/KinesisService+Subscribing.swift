import HTTPWire
import JSONBytes

/// Reading by being sent what comes.
extension KinesisService {
  func subscribeToShard(_ call: KinesisCall) async throws(KinesisFailure) -> HTTPResponse {
    let text = call.required("ConsumerARN")
    guard let arn = ConsumerARN(text) else { throw .consumerNotFound(text) }
    let stream = try readyStream(of: call)
    let consumer = try consumer(arn, of: stream, at: call.now)
    let status = consumer.status(at: call.now)
    guard status == "ACTIVE" else {
      throw .inUse(
        "Consumer \(consumer.name) under account \(KinesisFailure.account) not ACTIVE, "
          + "instead in state \(status)"
      )
    }
    let shardText = call.required("ShardId")
    guard let id = ShardID(parsing: shardText) else { throw .noSuchShard(shardText, stream.name) }
    guard let shard = knownShard(id, of: stream, at: call.now) else {
      throw .shardNotFound(id, stream.name)
    }
    let wanted = call.input["StartingPosition"]
    let position = try ReadPosition(
      type: wanted?["Type"]?.string ?? "",
      sequenceNumber: wanted?["SequenceNumber"]?.string,
      moment: KinesisCall.moment(wanted?["Timestamp"]),
      now: call.now
    )
    let start = try await offset(of: position, in: shard, of: stream)
    guard let lease = subscriptions.begin(.init(consumer: arn, shard: id), at: call.now) else {
      throw .inUse("Another active subscription exists for this consumer: \(consumer.name)")
    }
    let feed = ShardFeed(service: self, stream: stream, shard: id, lease: lease, start: start)
    return HTTPResponse(
      status: 200,
      headers: ["Content-Type": "application/vnd.amazon.eventstream"],
      body: .stream(feed.bytes)
    )
  }
}
