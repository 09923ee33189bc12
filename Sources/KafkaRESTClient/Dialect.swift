/// Where REST proxies that speak Kafka's v2 API differ from one another.
///
/// Take the nearest one and change what is different: every field is open.
public struct Dialect: Hashable, Sendable {
  /// What the offset in a commit stands for.
  public enum CommitConvention: Hashable, Sendable {
    /// The last record processed: offset n is stored as n + 1.
    case lastProcessed
    /// The next record to read, stored as it is.
    case nextToRead
  }

  /// How the product calls itself, for messages.
  public var name: String
  /// What the offset in a commit stands for.
  public var commitConvention = CommitConvention.lastProcessed
  /// The member of a commit's body that holds the offsets.
  public var commitMember = "offsets"
  /// The option of a new consumer that turns automatic commits on or off.
  public var autoCommitOption = "auto.commit.enable"
  /// Whether that option is a text, `"false"`, and not a JSON boolean.
  public var autoCommitIsText = true
  /// Whether a new consumer may say how few bytes are worth an answer.
  public var acceptsFetchMinimum = true
  /// Whether consumers can take partitions by hand, seek, and subscribe to a pattern.
  public var consumersAreFlexible = true
  /// Whether consumers can seek to a moment in time.
  public var seeksByTime = false
  /// Whether a limit to the size of a read keeps the records beyond it for the next one.
  public var readLimitIsSafe = true
  /// Whether an expired consumer answers with a bare 404 instead of 40403.
  public var expiryIsPlainNotFound = false
  /// Whether the proxy tells committed offsets.
  public var tellsCommittedOffsets = true
  /// Whether records of the v2 API may carry headers and a timestamp.
  public var recordsHaveHeaders = false
  /// Whether a partition can be read without a consumer.
  public var readsWithoutConsumer = false
  /// Where the v3 API begins, below the base URL; `nil` where there is none.
  public var administrationPath: String?
  /// Where topics are created without a v3 API; `nil` where that is impossible.
  public var topicCreationPath: String?
  /// Whether a repeated `Idempotency-Key` keeps a produce from being done twice.
  public var honoursIdempotencyKey = false

  /// Starts from what all proxies have in common.
  public init(name: String) { self.name = name }

  /// Confluent REST Proxy, which the others imitate.
  public static let confluent: Dialect = {
    var dialect = Dialect(name: "Confluent REST Proxy")
    dialect.seeksByTime = true
    dialect.administrationPath = "/v3"
    return dialect
  }()

  /// The REST API inside Confluent Server and Confluent Cloud.
  public static let confluentServer: Dialect = {
    var dialect = Dialect.confluent
    dialect.name = "Confluent Server"
    dialect.administrationPath = "/kafka/v3"
    return dialect
  }()

  /// Karapace.
  public static let karapace: Dialect = {
    var dialect = Dialect(name: "Karapace")
    dialect.readLimitIsSafe = false
    return dialect
  }()

  /// The Strimzi HTTP bridge.
  public static let strimzi: Dialect = {
    var dialect = Dialect(name: "Strimzi bridge")
    dialect.commitConvention = .nextToRead
    dialect.autoCommitOption = "enable.auto.commit"
    dialect.autoCommitIsText = false
    dialect.readLimitIsSafe = false
    dialect.expiryIsPlainNotFound = true
    dialect.tellsCommittedOffsets = false
    dialect.recordsHaveHeaders = true
    dialect.topicCreationPath = "/admin/topics"
    return dialect
  }()

  /// Redpanda's HTTP proxy.
  public static let redpanda: Dialect = {
    var dialect = Dialect(name: "Redpanda HTTP proxy")
    dialect.commitConvention = .nextToRead
    dialect.commitMember = "partitions"
    dialect.acceptsFetchMinimum = false
    dialect.consumersAreFlexible = false
    dialect.readsWithoutConsumer = true
    return dialect
  }()

  /// The proxy of this package's local cloud: Confluent's, and what users of it miss.
  public static let localCloud: Dialect = {
    var dialect = Dialect.confluent
    dialect.name = "local cloud"
    dialect.readsWithoutConsumer = true
    dialect.honoursIdempotencyKey = true
    return dialect
  }()
}
