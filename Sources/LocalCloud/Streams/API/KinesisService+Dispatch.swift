import HTTPWire

extension KinesisService {
  /// Does what a call asks for.
  func perform(
    _ call: KinesisCall,
    _ sheet: inout Desk.Sheet
  ) async throws(KinesisFailure) -> HTTPResponse {
    try checkRate(of: call)
    switch call.operation {
    case .putRecord: return try await putRecord(call, &sheet)
    case .putRecords: return try await putRecords(call, &sheet)
    case .getRecords: return try await getRecords(call, &sheet)
    case .getShardIterator: return try await getShardIterator(call)
    case .subscribeToShard: return try await subscribeToShard(call)
    default: return try await performOnStreams(call)
    }
  }

  private func performOnStreams(_ call: KinesisCall) async throws(KinesisFailure) -> HTTPResponse {
    switch call.operation {
    case .createStream: try await createStream(call)
    case .deleteStream: try await deleteStream(call)
    case .describeStream: try describeStream(call)
    case .describeStreamSummary: try describeStreamSummary(call)
    case .describeLimits: describeLimits()
    case .listStreams: try listStreams(call)
    case .listShards: try listShards(call)
    case .splitShard: try await splitShard(call)
    case .mergeShards: try await mergeShards(call)
    case .updateShardCount: try await updateShardCount(call)
    case .updateStreamMode: try await updateStreamMode(call)
    case .updateMaxRecordSize: try await updateMaxRecordSize(call)
    case .increaseStreamRetentionPeriod, .decreaseStreamRetentionPeriod:
      try await changeRetention(call)
    default: try await performOnConsumers(call)
    }
  }

  private func performOnConsumers(
    _ call: KinesisCall
  ) async throws(KinesisFailure) -> HTTPResponse {
    switch call.operation {
    case .addTagsToStream, .tagResource: try await addTags(call)
    case .removeTagsFromStream, .untagResource: try await removeTags(call)
    case .listTagsForStream, .listTagsForResource: try listTags(call)
    case .registerStreamConsumer: try await registerStreamConsumer(call)
    case .deregisterStreamConsumer: try await deregisterStreamConsumer(call)
    case .describeStreamConsumer: try describeStreamConsumer(call)
    case .listStreamConsumers: try listStreamConsumers(call)
    default: throw .unknownOperation
    }
  }

  /// Refuses a call that comes too often, where limits are kept.
  private func checkRate(of call: KinesisCall) throws(KinesisFailure) {
    guard let limits else { return }
    let isByShard = call.operation == .getShardIterator
    let stream = call.streamName ?? ""
    let subject = isByShard ? "\(stream)/\(call.text("ShardId") ?? "")" : ""
    guard !limits.admit(call.operation, for: subject) else { return }
    throw isByShard
      ? KinesisFailure(
        "ProvisionedThroughputExceededException",
        "Rate exceeded for shard \(call.text("ShardId") ?? "") in stream \(stream) "
          + "under account \(KinesisFailure.account)."
      )
      : .limitExceeded("Rate exceeded for account \(KinesisFailure.account).")
  }
}
