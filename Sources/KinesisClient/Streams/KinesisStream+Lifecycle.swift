import JSONBytes

extension KinesisStream {
  /// How a new stream shall be.
  public struct CreateOptions: Sendable, Hashable {
    /// How many shards it gets; `nil` leaves both the number and later changes to Kinesis.
    public var shardCount: Int?
    /// Notes that stay with it.
    public var tags: [String: String] = [:]
    /// The largest record it takes, where that is not a mebibyte.
    public var maximumRecordSizeInKiB: Int?

    /// Some shards, or on-demand.
    public init(shardCount: Int?) { self.shardCount = shardCount }
  }

  /// Makes the stream; it takes records once it is active.
  public func create(_ options: CreateOptions) async throws(KinesisError) {
    let call = Call("CreateStream", on: reference) { json in
      if let count = options.shardCount { json.member("ShardCount", count) }
      Self.write(options.shardCount == nil ? .onDemand : .provisioned, to: &json)
      if !options.tags.isEmpty { Self.write(options.tags, to: &json) }
      if let size = options.maximumRecordSizeInKiB { json.member("MaxRecordSizeInKiB", size) }
    }
    do { _ = try await engine.send(call) } catch {
      // The first attempt may have made it, and only its answer got lost.
      guard error.code == .resourceInUse, error.mayHaveSucceeded else { throw error }
    }
  }

  /// Makes the stream with some shards, or on-demand.
  public func create(shards: Int?) async throws(KinesisError) {
    try await create(CreateOptions(shardCount: shards))
  }

  /// Deletes the stream and everything in it, and its registered consumers too where that is wanted.
  public func delete(withConsumers: Bool = false) async throws(KinesisError) {
    let call = Call("DeleteStream", on: reference) { json in
      if withConsumers { json.member("EnforceConsumerDeletion", true) }
    }
    do { _ = try await engine.send(call) } catch {
      guard error.mayHaveSucceeded, [.resourceNotFound, .resourceInUse].contains(error.code) else {
        throw error
      }
    }
  }

  /// Waits until the stream can be written, read and changed.
  @discardableResult
  public func becomesActive(
    within limit: Duration = .seconds(120)
  ) async throws(KinesisError) -> StreamSummary {
    let summary = try await waits(within: limit) { $0?.status == .active }
    guard let summary else { throw located(KinesisError(.resourceNotFound, "it is gone")) }
    return summary
  }

  /// Waits until the stream is not there any more.
  public func disappears(within limit: Duration = .seconds(120)) async throws(KinesisError) {
    _ = try await waits(within: limit) { $0 == nil }
  }

  /// Asks again and again how the stream stands; a stream that was just made may not be known yet.
  private func waits(
    within limit: Duration,
    until isReached: (StreamSummary?) -> Bool
  ) async throws(KinesisError) -> StreamSummary? {
    let elapsed = engine.surroundings.clock.stopwatch()
    var pause = Duration.milliseconds(20)
    while true {
      let summary = try await summaryIfThere()
      if isReached(summary) { return summary }
      guard elapsed() < limit else {
        let state = summary?.status.rawValue ?? "not there"
        throw located(KinesisError(.timedOut, "it is \(state) after \(limit)"))
      }
      try await engine.wait(pause, for: Call("DescribeStreamSummary", on: reference))
      pause = min(pause * 2, .seconds(2))
    }
  }

  private func summaryIfThere() async throws(KinesisError) -> StreamSummary? {
    do { return try await summary() } catch {
      if error.code == .resourceNotFound { return nil }
      throw error
    }
  }

  private func located(_ error: KinesisError) -> KinesisError {
    Call("DescribeStreamSummary", on: reference).locate(error)
  }

  static func write(_ mode: StreamMode, to json: inout JSONWriter) {
    json.object("StreamModeDetails") { $0.member("StreamMode", mode.rawValue) }
  }

  static func write(_ tags: [String: String], to json: inout JSONWriter) {
    json.object("Tags") { json in
      for (name, value) in tags.sorted(by: { $0.key < $1.key }) { json.member(name, value) }
    }
  }
}
