/// What a batch or a stream of it could not do: the kind, the object, and what was found.
public struct LakehouseError: Error, Sendable, CustomStringConvertible {
  /// Kinds of failure; more may come.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The kind in plain words.
    public let description: String

    /// Names a kind.
    public init(_ description: String) { self.description = description }

    /// There is nothing to read where it was looked for.
    public static let nothingFound = Code("nothing found")
    /// A record cannot be read, and the reader was told not to go on.
    public static let malformedRecord = Code("malformed record")
    /// The objects cannot be listed or fetched.
    public static let unreadable = Code("unreadable")
    /// An expectation does not hold.
    public static let expectationFailed = Code("expectation failed")
    /// A query cannot be answered.
    public static let queryFailed = Code("query failed")
    /// What a streaming query remembers cannot be read or written.
    public static let checkpointFailed = Code("checkpoint failed")
    /// A table cannot be read or written.
    public static let tableFailed = Code("table failed")
    /// An option cannot be meant.
    public static let badOption = Code("bad option")
  }

  /// What kind of failure it was.
  public let code: Code
  /// What it was about: an object and its line, a query, a table.
  public let subject: String
  /// What was found, in words.
  public let detail: String
  /// The error of a lower floor.
  public let underlying: (any Error)?

  /// Describes a failure about `subject`.
  public init(
    _ code: Code,
    _ subject: String,
    detail: String = "",
    underlying: (any Error)? = nil
  ) {
    self.code = code
    self.subject = subject
    self.detail = detail
    self.underlying = underlying
  }

  /// `topics/a.pin/partition=0/a.pin+0+0000000003.json line 1: malformed record (…)`.
  public var description: String {
    detail.isEmpty ? "\(subject): \(code)" : "\(subject): \(code) (\(detail))"
  }
}
