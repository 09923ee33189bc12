/// What a file or a table refused or could not be: the kind, the object, and what was found.
public struct TableFormatError: Error, Sendable, CustomStringConvertible {
  /// Kinds of refusal; more may come.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The kind in plain words.
    public let description: String

    /// Names a kind.
    public init(_ description: String) { self.description = description }

    /// The bytes are not what the format says.
    public static let malformed = Code("malformed")
    /// The format has this, and this package does not.
    public static let unsupported = Code("unsupported")
    /// Nothing is there.
    public static let notFound = Code("not found")
    /// The values do not fit the columns.
    public static let schemaMismatch = Code("schema mismatch")
    /// Somebody else changed the table in a way that does not go together with this change.
    public static let conflict = Code("conflict")
    /// Something of that name is there already.
    public static let alreadyExists = Code("already exists")
    /// The disk or the store answered with an error.
    public static let storageFailed = Code("storage error")
  }

  /// What kind of refusal it was.
  public let code: Code
  /// What it was about: a file, a column, a version.
  public let subject: String
  /// What was found, in words.
  public let detail: String
  /// The error of a lower floor.
  public let underlying: (any Error)?

  /// Describes a refusal about `subject`.
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

  /// `part-0.parquet: unsupported (encoding DELTA_BINARY_PACKED)`.
  public var description: String {
    detail.isEmpty ? "\(subject): \(code)" : "\(subject): \(code) (\(detail))"
  }
}
