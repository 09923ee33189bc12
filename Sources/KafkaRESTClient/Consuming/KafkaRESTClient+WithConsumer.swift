import HTTPWire

extension KafkaRESTClient {
  /// Lends the records of a group to `body`, for as long as it runs.
  ///
  /// ```swift
  /// try await kafka.withConsumer(group: "students", reading: ["0af8d0adfd13.pin"], values: Pin.self) {
  ///   records in
  ///   for try await record in records { print(record.offset, record.value?.title ?? "") }
  /// }
  /// ```
  ///
  /// The consumer is created and subscribed before `body` runs, made anew when the proxy forgets
  /// it, and deleted in the end, also when `body` throws or the task is cancelled. What `body` has
  /// processed is committed (``ConsumerOptions/Commits``); what it was working on when it threw is
  /// not, and comes again.
  public func withConsumer<Key: Decodable & Sendable, Value: Decodable & Sendable, Result>(
    group: String,
    reading subscription: Subscription,
    options consumer: ConsumerOptions = ConsumerOptions(),
    keys: Key.Type,
    values: Value.Type,
    _ body: (ConsumerRecords<Transport, Key, Value>) async throws -> Result
  ) async throws -> Result {
    let session = ConsumerSession(
      self,
      group: group,
      subscription: subscription,
      options: consumer
    )
    let result: Result
    do {
      _ = try await session.consumer()
      result = try await body(ConsumerRecords(session: session))
    } catch {
      session.abandon()
      // What went wrong first is what the caller must hear of.
      try? await uncancelled { try await session.close() }
      throw error
    }
    session.settle()
    try await uncancelled { try await session.close() }
    return result
  }
}

extension KafkaRESTClient {
  /// Lends the records of a group to `body`, with the keys as raw JSON.
  public func withConsumer<Value: Decodable & Sendable, Result>(
    group: String,
    reading subscription: Subscription,
    options: ConsumerOptions = ConsumerOptions(),
    values: Value.Type,
    _ body: (ConsumerRecords<Transport, RawJSON, Value>) async throws -> Result
  ) async throws -> Result {
    try await withConsumer(
      group: group,
      reading: subscription,
      options: options,
      keys: RawJSON.self,
      values: values,
      body
    )
  }

  /// Lends the records of a group to `body`, with keys and values as raw JSON.
  public func withConsumer<Result>(
    group: String,
    reading subscription: Subscription,
    options: ConsumerOptions = ConsumerOptions(),
    _ body: (ConsumerRecords<Transport, RawJSON, RawJSON>) async throws -> Result
  ) async throws -> Result {
    try await withConsumer(
      group: group,
      reading: subscription,
      options: options,
      keys: RawJSON.self,
      values: RawJSON.self,
      body
    )
  }
}

/// Runs a cleaning-up to its end even though the calling task may be cancelled.
///
/// Only an unstructured task does not inherit the cancellation; it is waited for, so nothing
/// outlives the call.
func uncancelled(_ work: @escaping @Sendable () async throws -> Void) async throws {
  try await Task { try await work() }.value
}
