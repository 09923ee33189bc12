import EventLog
import Testing

extension RecordLog {
  /// Makes a topic from a literal name.
  func makeTopic(
    _ name: String,
    partitions: Int = 1,
    configs: [String: String] = [:]
  ) async throws -> TopicName {
    let settings = TopicSettings(partitions: partitions, configs: configs)
    return try await createTopic(TopicName(name), settings).name
  }

  /// The values from an offset to the end as texts.
  func texts(_ partition: TopicPartition, from offset: Int = 0) async throws -> [String] {
    var texts: [String] = []
    var next = offset
    while true {
      let result = try await read(partition, from: next, upTo: ReadLimit())
      guard !result.records.isEmpty else { return texts }
      texts += result.records.map { String(decoding: $0.value ?? [], as: UTF8.self) }
      next = result.nextOffset
    }
  }
}

/// Expects a refusal of one kind and gives it back.
@discardableResult
func expect(
  _ code: LogError.Code,
  sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () async throws -> Void
) async -> LogError? {
  let error = await #expect(throws: LogError.self, sourceLocation: sourceLocation) {
    try await body()
  }
  #expect(error?.code == code, sourceLocation: sourceLocation)
  return error
}
