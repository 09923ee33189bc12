extension KinesisStream {
  /// Lends the records of all shards to `body`, for as long as it runs.
  ///
  /// ```swift
  /// try await kinesis.stream("pins").withConsumer { records in
  ///   for try await record in records { print(record.sequenceNumber, record.partitionKey) }
  /// }
  /// ```
  ///
  /// Records of a shard come in their order, those of a shard before those of the shards that came
  /// of it; what is split or merged meanwhile is followed. Iterators that expire are made anew
  /// behind the last record. To go on later, store ``KinesisRecords/checkpoint`` and give it to the
  /// next consumer.
  public func withConsumer<Result>(
    _ options: ConsumerOptions = ConsumerOptions(),
    _ body: (KinesisRecords) async throws -> Result
  ) async throws -> Result {
    let session = ConsumerSession(self, options: options)
    let (plan, places) = try await session.prepare()
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await session.run(plan, places) }
      defer { group.cancelAll() }
      return try await body(KinesisRecords(session: session))
    }
  }
}
