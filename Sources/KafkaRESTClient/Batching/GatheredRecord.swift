import Batching

/// One encoded record, with whoever is to hear of its outcome.
struct GatheredRecord: BatchItem {
  /// What is told when the outcome of a record is known.
  typealias Listener = @Sendable (RecordOutcome) -> Void

  /// The records of one request, and who waits for each.
  struct Records: BatchRecords {
    private(set) var encoded = EncodedRecords()
    private(set) var listeners: [Listener?] = []

    var count: Int { listeners.count }
    var byteCount: Int { encoded.byteCount }

    mutating func append(_ item: GatheredRecord) {
      encoded.append(encoded: item.record)
      listeners.append(item.listener)
    }
  }

  var topic: TopicName
  var record: [UInt8]
  var listener: Listener?

  var destination: TopicName { topic }
  var weight: Int { record.count }
}
