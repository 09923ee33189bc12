import EventLog
import HTTPWire
import JSONBytes

/// Making, unmaking and finding streams.
extension KinesisService {
  /// The most shards all streams together may have open.
  static let shardLimit = 10_000

  func createStream(_ call: KinesisCall) async throws(KinesisFailure) -> HTTPResponse {
    let name = call.required("StreamName")
    let asked = call.input["StreamModeDetails"]?["StreamMode"]?.string
    let count = call.integer("ShardCount")
    let mode =
      asked.flatMap(StreamDescription.Mode.init) ?? (count == nil ? .onDemand : .provisioned)
    if mode == .onDemand, count != nil {
      throw .validation(
        "Requested on-demand mode but also requested a specific shard count, which is not allowed."
      )
    }
    if let stream = storage.stream(name) { throw .streamExists(stream.name) }
    try checkShardLimit(adding: count ?? 4)
    var description = newStream(name, shards: count ?? 4, mode: mode)
    description.tags = try tags(call)
    description.maxRecordKiB = call.integer("MaxRecordSizeInKiB") ?? description.maxRecordKiB
    description.transition = transition(.creating, from: call.now)
    let isNew: Bool
    do throws(LogError) {
      try await storage.sweep()
      isNew = try await storage.create([description])
    } catch {
      throw KinesisFailure(error)
    }
    guard isNew else { throw .streamExists(name) }
    return KinesisAnswer.nothing
  }

  func deleteStream(_ call: KinesisCall) async throws(KinesisFailure) -> HTTPResponse {
    let stream = try stream(of: call)
    let present = stream.description.consumers.contains { !$0.isGone(at: call.now) }
    if present, !call.boolean("EnforceConsumerDeletion") {
      throw .inUse(
        "Stream \(stream.name) under account \(KinesisFailure.account) has registered consumers. "
          + "Deregister all consumers, or set EnforceConsumerDeletion to true."
      )
    }
    if let transition = transition(.deleting, from: call.now) {
      try await storage.change(stream) { $0.transition = transition }
    } else {
      do throws(LogError) { try await storage.remove(stream) } catch { throw KinesisFailure(error) }
    }
    return KinesisAnswer.nothing
  }

  /// The stream that a call names.
  func stream(of call: KinesisCall) throws(KinesisFailure) -> Stream {
    guard let name = call.streamName else { throw .noStreamNamed }
    guard let stream = storage.stream(name) else { throw .streamNotFound(name) }
    return stream
  }

  /// The stream that a call names, with records that can be written and read.
  func readyStream(of call: KinesisCall) throws(KinesisFailure) -> Stream {
    let stream = try stream(of: call)
    guard isReady(stream, at: call.now) else { throw .streamNotFound(stream.name) }
    return stream
  }

  func isReady(_ stream: Stream, at now: Int) -> Bool {
    guard let transition = stream.transition, now < transition.end else { return true }
    return transition.status == .updating
  }

  /// Says how long a stream is on its way, where it takes any time at all.
  func transition(
    _ status: StreamDescription.Transition.Status,
    from now: Int
  ) -> StreamDescription.Transition? {
    guard options.stateDelay > .zero else { return nil }
    return .init(status: status, end: now + Int(options.stateDelay / .milliseconds(1)))
  }

  func newStream(
    _ name: String,
    shards count: Int,
    mode: StreamDescription.Mode
  ) -> StreamDescription {
    let now = storage.now
    return StreamDescription(
      name: name,
      id: UInt64.random(in: 1...UInt64.max),
      created: now,
      mode: mode,
      shards: (0..<count).map { index in
        Shard(id: ShardID(index), range: .even(index, of: count), opened: now)
      }
    )
  }

  /// Refuses what would make more shards than an account can have.
  func checkShardLimit(adding count: Int) throws(KinesisFailure) {
    let present = storage.streams.reduce(0) { $0 + $1.map.shards.count }
    guard present + count > Self.shardLimit else { return }
    throw .limitExceeded(
      "This request would exceed the shard limit for the account \(KinesisFailure.account) in "
        + "\(options.region). Current shard count for the account: \(present). Limit: "
        + "\(Self.shardLimit). Number of additional shards that would have resulted from this "
        + "request: \(count). Refer to the AWS Service Limits page "
        + "(http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) "
        + "for current limits and how to request higher limits."
    )
  }

  func tags(_ call: KinesisCall) throws(KinesisFailure) -> [String: String] {
    let tags = call.texts("Tags")
    try TagRules.check(tags)
    return tags
  }
}
