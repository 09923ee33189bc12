import EventLog
import HTTPWire
import JSONBytes

/// Finding the place from which a shard is read.
extension KinesisService {
  func getShardIterator(_ call: KinesisCall) async throws(KinesisFailure) -> HTTPResponse {
    let shardText = call.required("ShardId")
    guard let name = call.streamName else { throw .noStreamNamed }
    guard let id = ShardID(parsing: shardText) else { throw .noSuchShard(shardText, name) }
    guard let stream = storage.stream(name), let shard = knownShard(id, of: stream, at: call.now)
    else { throw .shardNotFound(id, name) }
    let position = try ReadPosition(
      type: call.required("ShardIteratorType"),
      sequenceNumber: call.text("StartingSequenceNumber"),
      moment: call.moment("Timestamp"),
      now: call.now
    )
    let offset = try await self.offset(of: position, in: shard, of: stream)
    let iterator = ShardIterator(
      stream,
      id,
      offset: offset,
      issued: call.now,
      turn: nextTurn
    )
    return KinesisAnswer.json { json in
      json.member("ShardIterator", iterator.text(sealedWith: self.storage.iteratorKey))
    }
  }

  /// A shard that is spoken of now.
  func knownShard(_ id: ShardID, of stream: Stream, at now: Int) -> Shard? {
    guard isReady(stream, at: now), let shard = stream.shard(id) else { return nil }
    return shard.isForgotten(horizon: stream.description.horizon(at: now)) ? nil : shard
  }

  /// The offset from which reading starts.
  func offset(
    of position: ReadPosition,
    in shard: Shard,
    of stream: Stream
  ) async throws(KinesisFailure) -> Int {
    let partition = stream.partition(shard.id)
    do throws(LogError) {
      switch position {
      case .trimHorizon: return 0
      case .latest: return try await storage.log.offsets(of: partition).upperBound
      case .at(let moment):
        let found = try await storage.log.offset(
          in: partition,
          at: LogTimestamp(milliseconds: Int64(moment))
        )
        if let found { return found }
        return try await storage.log.offsets(of: partition).upperBound
      case .sequenceNumber: break
      }
    } catch {
      throw error.code == .unknownTopic ? .streamNotFound(stream.name) : KinesisFailure(error)
    }
    return try self.offset(ofNumber: position, in: shard, of: stream)
  }

  private func offset(
    ofNumber position: ReadPosition,
    in shard: Shard,
    of stream: Stream
  ) throws(KinesisFailure) -> Int {
    guard case .sequenceNumber(let text, let isAfter) = position else { return 0 }
    let where_ =
      "used in GetShardIterator on shard \(shard.id) in stream \(stream.name) "
      + "under account \(KinesisFailure.account) is invalid"
    guard let number = SequenceNumber(text) else {
      throw .invalidArgument("StartingSequenceNumber \(text) \(where_).")
    }
    guard number.shard == shard.id.number else {
      throw .invalidArgument(
        "Invalid StartingSequenceNumber. It encodes \(ShardID(number.shard)), "
          + "while it was used in a call to a shard with \(shard.id)"
      )
    }
    guard number.shardCreated == shard.created else {
      throw .invalidArgument(
        "StartingSequenceNumber \(text) \(where_) because it did not come from this stream."
      )
    }
    // Index 1 is the record at offset 0; index 0 stands before it and is no record.
    return isAfter ? number.index : max(0, number.index - 1)
  }
}
