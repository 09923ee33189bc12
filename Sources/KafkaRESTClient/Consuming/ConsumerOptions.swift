/// How a consumer reads.
public struct ConsumerOptions: Sendable {
  /// Where a group begins in a partition it has committed nothing for.
  public enum Start: String, Hashable, Sendable {
    /// With the oldest record still kept.
    case earliest
    /// With what is written from now on.
    case latest
  }

  /// When the place in each partition is committed for the group.
  public enum Commits: Hashable, Sendable {
    /// Before every read and at the end: everything that was processed by then.
    ///
    /// A record counts as processed when the next one is asked for, or when the closure returns.
    case whatWasProcessed
    /// Only by ``ConsumerRecords/commit()``.
    case onRequest
  }

  /// The name of the instance; by default one that nobody else uses.
  public var name: String?
  /// What keys and values are read as; with `binary` decode them as `Data`.
  public var format = EmbeddedFormat.json
  /// Where a group begins that has committed nothing: by default nothing is missed.
  public var start = Start.earliest
  /// When the place in each partition is committed for the group.
  public var commits = Commits.whatWasProcessed
  /// How many bytes are worth an answer.
  ///
  /// With the proxy's own default (-1) every read takes the whole time allowed for it.
  public var fetchMinimum: Int? = 1
  /// How long the proxy waits for records, at most; Confluent's default is a second.
  public var requestTimeout: Duration?
  /// A shorter wait for each single read.
  public var readTimeout: Duration?
  /// The size of one read in bytes; proxies that lose what lies beyond it are refused.
  public var largestRead: Int?
  /// The pause after a read that brought nothing, for proxies that answer it at once.
  public var idlePause: Duration = .milliseconds(100)
  /// Ends the records after so long without one; by default they never end.
  public var endsAfterSilence: Duration?

  /// Starts from the defaults.
  public init() {}
}

/// What a consumer reads.
public enum Subscription: Hashable, Sendable {
  /// All partitions of some topics, shared with the others of its group.
  case topics([TopicName])
  /// All topics whose whole name matches a Java regular expression, also later ones.
  case pattern(String)
  /// Just these partitions, shared with nobody.
  case partitions([TopicPartition])
}

extension Subscription: ExpressibleByArrayLiteral {
  /// Names topics.
  public init(arrayLiteral topics: TopicName...) { self = .topics(topics) }
}
