import Batching

/// How records are gathered into requests.
public struct BatchingOptions: Sendable {
  /// The most records of one request.
  public var recordsPerRequest = 500
  /// The size at which a request is sent even with fewer records.
  public var bytesPerRequest = 1 << 20
  /// How long the first record of a request waits for company.
  public var linger: Duration = .milliseconds(5)
  /// How many requests are under way at once; only one keeps the records of a topic in order.
  public var requestsAtOnce = 4
  /// The most records accepted and not yet settled; who wants to add more waits.
  public var bufferedRecords = 10_000
  /// The most bytes accepted and not yet settled; who wants to add more waits.
  public var bufferedBytes = 32 << 20
  /// How keys and values are spelled.
  public var format = EmbeddedFormat.json
  /// What the schema formats need.
  public var schemas = RecordSchemas()

  /// Starts from the defaults.
  public init() {}

  var limits: BatchLimits {
    BatchLimits(
      recordsPerRequest: recordsPerRequest,
      bytesPerRequest: bytesPerRequest,
      linger: linger,
      bufferedRecords: bufferedRecords,
      bufferedBytes: bufferedBytes
    )
  }
}

/// How many records came to which end.
public struct ProducerTally: Hashable, Sendable {
  /// Records the producer has taken.
  public var accepted = 0
  /// Records that are in their topic.
  public var written = 0
  /// Of those, the ones that may be there twice.
  public var possiblyDuplicated = 0
  /// Records the proxy or the cluster would not have.
  public var refused = 0
  /// Records whose request came to nothing.
  public var failed = 0
  /// Records that never left this program.
  public var notSent = 0

  /// Records whose end is still open.
  public var pending: Int { accepted - written - refused - failed - notSent }

  mutating func count(_ outcome: RecordOutcome) {
    switch outcome {
    case .written(let record):
      written += 1
      possiblyDuplicated += record.possiblyDuplicated ? 1 : 0
    case .refused: refused += 1
    case .failed: failed += 1
    case .notSent: notSent += 1
    }
  }
}

/// Records that were not written, and of which nobody was told in any other way.
public struct UnwrittenRecords: Error, Sendable, CustomStringConvertible {
  /// How many there are.
  public internal(set) var count = 0
  /// Where the first of them should have gone.
  public let topic: TopicName
  /// What became of the first of them.
  public let first: RecordOutcome

  init(topic: TopicName, first: RecordOutcome) {
    self.topic = topic
    self.first = first
  }

  /// Their number and what became of the first.
  public var description: String {
    let reason =
      switch first {
      case .refused(let refusal): "\(refusal)"
      case .failed(let error): "\(error)"
      case .written, .notSent: "not sent"
      }
    return "\(count) records not written, the first of them for \(topic): \(reason)"
  }
}
