import Batching

/// One record for the producer's stream, with whoever is to hear of its outcome.
struct GatheredEntry: BatchItem {
  /// What is told when the outcome of a record is known.
  typealias Listener = @Sendable (PutOutcome) -> Void

  /// The one stream a producer writes to.
  struct Stream: Equatable {}

  /// The records of one request.
  struct Records: BatchRecords {
    private(set) var items: [GatheredEntry] = []
    private(set) var byteCount = 0

    var count: Int { items.count }

    mutating func append(_ item: GatheredEntry) {
      items.append(item)
      byteCount += item.weight
    }
  }

  var entry: PutEntry
  var listener: Listener?

  var destination: Stream { Stream() }
  var weight: Int { entry.weight }
}
