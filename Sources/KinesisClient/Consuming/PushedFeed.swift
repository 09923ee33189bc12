import FoundationEssentials

/// Has a shard send its records to a registered consumer, and subscribes anew when that ends.
struct PushedFeed: ShardFeed {
  private let stream: KinesisStream
  private let shard: ShardID
  private let consumer: ResourceARN
  private var position: ShardPosition
  private var events: ShardSubscription.Iterator?
  private var pace: ReadPace
  private(set) var began: Date?

  init(
    _ stream: KinesisStream,
    _ shard: ShardID,
    from position: ShardPosition,
    consumer: ResourceARN,
    options: KinesisStream.ConsumerOptions
  ) {
    self.stream = stream
    self.shard = shard
    self.position = position
    self.consumer = consumer
    pace = ReadPace(stream.engine.surroundings, interval: options.readInterval)
  }

  mutating func next() async throws(KinesisError) -> ShardRead {
    var failures = 0
    while true {
      do throws(KinesisError) {
        if events == nil { try await subscribe() }
        if let event = try await events?.next() { return read(event) }
        // Five minutes are over.
        events = nil
      } catch {
        events = nil
        failures += 1
        guard failures < 10, Self.passes(error) else { throw error }
        try await pace.back(off: failures)
      }
    }
  }

  private mutating func subscribe() async throws(KinesisError) {
    try await pace.wait()
    let subscription = try await stream.subscribe(to: shard, as: consumer, from: position)
    began = began ?? subscription.answer.serverTime
    events = subscription.makeAsyncIterator()
  }

  private mutating func read(_ event: ShardEvent) -> ShardRead {
    if let continuation = event.continuation { position = .after(continuation) }
    return ShardRead(
      records: event.records,
      behind: event.behind,
      isEnd: event.continuation == nil,
      children: event.children
    )
  }

  /// Whether another subscription may do better.
  ///
  /// The last one may be held for a few seconds more, or its connection broke; what was sent until
  /// then is known, and the rest comes again.
  private static func passes(_ error: KinesisError) -> Bool {
    switch error.code {
    case .resourceInUse, .throughputExceeded, .unreachable, .internalFailure, .serviceUnavailable,
      .malformedAnswer:
      true
    default: Failure.remedy(of: error.code, message: error.message) != .none
    }
  }
}
