extension KinesisStream {
  /// Lends a batching producer to `body`, and returns when the outcome of every record is known.
  ///
  /// ```swift
  /// try await kinesis.stream("pins").withProducer { producer in
  ///   for pin in pins { try await producer.add(PutEntry(pin, partitionKey: "partition-1")) }
  /// }
  /// ```
  ///
  /// Records added before `body` throws are sent all the same. Throws ``UnwrittenEntries`` when
  /// records were not written and had no listener to be told.
  public func withProducer<Result>(
    options: StreamProducer.Options = StreamProducer.Options(),
    _ body: (StreamProducer) async throws -> Result
  ) async throws -> Result {
    let producer = StreamProducer(self, options: options)
    let result: Swift.Result<Result, any Error> = await withTaskGroup(of: Void.self) { group in
      group.addTask { await producer.run() }
      let result: Swift.Result<Result, any Error>
      do { result = .success(try await body(producer)) } catch { result = .failure(error) }
      producer.close()
      await group.waitForAll()
      return result
    }
    let value = try result.get()
    if let unwritten = producer.unwritten { throw unwritten }
    return value
  }
}
