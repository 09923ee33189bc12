import HTTPWire

extension KafkaRESTClient {
  /// Reads records of a partition from an offset on, without a consumer.
  ///
  /// Nothing is committed and nothing expires, so the same question may be asked again. Redpanda's
  /// proxy and the local cloud's have it, Confluent's does not.
  public func records(
    of partition: TopicPartition,
    from offset: Int64,
    as format: EmbeddedFormat = .json,
    timeout: Duration = .seconds(1),
    largest: Int = 1 << 20
  ) async throws(KafkaRESTError) -> [ConsumedRecord<RawJSON, RawJSON>] {
    let path = "/topics/\(partition.topic)/partitions/\(partition.partition)/records"
    let query = "offset=\(offset)&timeout=\(timeout.wholeMilliseconds)&max_bytes=\(largest)"
    let call = call(
      "read records of",
      partition.description,
      at: "\(path)?\(query)",
      accepting: format.mediaType
    )
    guard options.dialect.readsWithoutConsumer else {
      throw call.failure(
        .unsupported,
        "\(options.dialect.name) does not offer reading without a consumer"
      )
    }
    let answer = try await perform(call)
    do { return try RecordsReply.records(in: answer.body) } catch {
      throw call.malformed(answer, underlying: error)
    }
  }
}
