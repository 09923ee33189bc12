/// Why there are no credentials: who was asked, what it said, and for a chain what every link said.
///
/// No field ever holds a secret: neither a key or token, nor the text of a file or of an answer.
public struct AWSCredentialsError: Error, Sendable, CustomStringConvertible {
  /// Kinds of failure; more may come.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The kind in plain words.
    public let description: String

    /// Nothing asks for this source; a chain goes on to its next link.
    public static let notConfigured = Code(description: "not configured")
    /// No link of a chain is configured.
    public static let noneFound = Code(description: "no credentials found")
    /// The profile somebody asked for is in no file.
    public static let profileNotFound = Code(description: "profile not found")
    /// A shared file breaks the rules of its format.
    public static let malformedFile = Code(description: "malformed file")
    /// A file is there and cannot be read or written.
    public static let inaccessibleFile = Code(description: "inaccessible file")
    /// A setting is missing, contradicts another or cannot mean anything.
    public static let invalidSetting = Code(description: "invalid setting")
    /// The settings ask for something this library does not do.
    public static let unsupported = Code(description: "unsupported")
    /// A service answered, and the answer was no.
    public static let rejected = Code(description: "rejected")
    /// A service did not answer.
    public static let unreachable = Code(description: "unreachable")
    /// An answer is not what the service promises.
    public static let malformedAnswer = Code(description: "malformed answer")
    /// The program named by `credential_process` did not do its work.
    public static let processFailed = Code(description: "process failed")
    /// What was found is no longer valid.
    public static let expired = Code(description: "expired")
    /// The calling task was cancelled.
    public static let cancelled = Code(description: "cancelled")
  }

  /// What kind of failure it was.
  public let code: Code
  /// Who was asked: `profile dev in ~/.aws/config`, `environment`, `/etc/aws/config:12`.
  public let source: String
  /// What it said.
  public let detail: String
  /// For a chain: what each link said, in the order they were asked.
  public let links: [AWSCredentialsError]
  /// The failure below this one.
  public let underlying: (any Error)?

  /// Describes what one source said.
  public init(
    _ code: Code,
    source: String,
    detail: String,
    underlying: (any Error)? = nil
  ) {
    self.code = code
    self.source = source
    self.detail = detail
    self.underlying = underlying
    links = []
  }

  /// Describes a chain that ended without credentials; the last link decides the kind of failure.
  public init(links: [AWSCredentialsError]) {
    let last = links.last
    code = last.map { $0.code == .notConfigured ? .noneFound : $0.code } ?? .noneFound
    source = "AWS credentials"
    detail = links.map(\.description).joined(separator: "; ")
    underlying = last?.underlying
    self.links = links
  }

  /// `environment: AWS_ACCESS_KEY_ID is not set; profile dev in ~/.aws/config: …`.
  public var description: String {
    links.isEmpty ? "\(source): \(detail)" : "no \(source): \(detail)"
  }

  /// Whether the same question may get a better answer a moment later.
  public var isRetriable: Bool { code == .unreachable }
}
