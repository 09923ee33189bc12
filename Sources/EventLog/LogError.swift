/// What a log refused or could not do: the kind, the object, and what came back.
public struct LogError: Error, Sendable, CustomStringConvertible {
  /// Kinds of refusal; more may come.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The kind in plain words.
    public let description: String

    /// No topic of that name.
    public static let unknownTopic = Code(description: "unknown topic")
    /// The topic has no partition of that number.
    public static let unknownPartition = Code(description: "unknown partition")
    /// A topic of that name is already there.
    public static let topicExists = Code(description: "topic exists")
    /// The name cannot be a topic's.
    public static let invalidTopic = Code(description: "invalid topic name")
    /// The number of partitions cannot be.
    public static let invalidPartitions = Code(description: "invalid partitions")
    /// A setting is unknown, malformed, or asks for what is not there.
    public static let invalidConfiguration = Code(description: "invalid configuration")
    /// The offset is before the earliest record or past the end.
    public static let offsetOutOfRange = Code(description: "offset out of range")
    /// The record is larger than its topic allows.
    public static let recordTooLarge = Code(description: "record too large")
    /// The same idempotency key came with other records.
    public static let keyReused = Code(description: "idempotency key reused")
    /// The records of `range` cannot be read any more.
    public static let damaged = Code(description: "damaged")
    /// The disk is full.
    public static let storageFull = Code(description: "storage full")
    /// The disk answered with an error.
    public static let storageFailed = Code(description: "storage error")
    /// Another process has the directory open.
    public static let locked = Code(description: "in use")
    /// The log is closed.
    public static let closed = Code(description: "closed")
    /// No group of that name.
    public static let unknownGroup = Code(description: "unknown group")
    /// The group has members, so it cannot be changed from outside.
    public static let groupNotEmpty = Code(description: "group not empty")
    /// The member is not, or no longer, in the group.
    public static let unknownMember = Code(description: "unknown member")
    /// The group has been assigned anew since the member last looked.
    public static let staleGeneration = Code(description: "stale generation")
    /// The calling task was cancelled.
    public static let cancelled = Code(description: "cancelled")
  }

  /// What kind of refusal it was.
  public let code: Code
  /// What it was about, such as `topic a.pin partition 0`.
  public let subject: String
  /// What came back, in words.
  public let detail: String
  /// The offsets concerned, where the code speaks of offsets.
  public let range: Range<Int>?
  /// The error of a lower floor.
  public let underlying: (any Error)?

  /// Describes a refusal about `subject`.
  public init(
    _ code: Code,
    _ subject: String,
    detail: String = "",
    range: Range<Int>? = nil,
    underlying: (any Error)? = nil
  ) {
    self.code = code
    self.subject = subject
    self.detail = detail
    self.range = range
    self.underlying = underlying
  }

  /// `topic a.pin partition 0: offset out of range (it holds 0..<5)`.
  public var description: String {
    detail.isEmpty ? "\(subject): \(code)" : "\(subject): \(code) (\(detail))"
  }
}
