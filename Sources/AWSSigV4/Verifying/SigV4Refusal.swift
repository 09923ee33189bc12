/// Why a request or its body is refused: which part does not hold, and what S3 answers.
public struct SigV4Refusal: Error, Sendable, Hashable, CustomStringConvertible {
  /// The part of a request that does not hold.
  public enum Part: Sendable, Hashable, CustomStringConvertible {
    /// The way of authenticating as such: an older or an asymmetric signature, or two at once.
    case mechanism
    /// The `Authorization` field or the parameters of a presigned URL.
    case credential
    /// The access key is not known.
    case accessKey
    /// The session token is missing, another, or has ended.
    case sessionToken
    /// The scope names a region that is not answered for.
    case region
    /// The scope names a service that is not answered for.
    case service
    /// The date is missing, malformed, too old or too far ahead.
    case date
    /// A presigned URL has ended, or asks for a life it cannot have.
    case expiry
    /// Fields that must be signed are not.
    case signedHeaders
    /// The signature is another, and no single cause explains it.
    case signature
    /// The signature is that of the same request with another method.
    case method
    /// The signature is that of the same request with another spelling of its path.
    case path
    /// The signature is that of the same request with another query.
    case query
    /// The signature is that of the same request with another host or port.
    case host
    /// The signature is right but for the secret, which has white space around it.
    case secret
    /// The digest of the body is missing or another.
    case payload
    /// A chunk of a streamed body, counted from 0.
    case chunk(Int)
    /// What follows the chunks.
    case trailer
    /// The body has another length than announced.
    case length

    /// The part in one or two words.
    public var description: String {
      switch self {
      case .mechanism: "mechanism"
      case .credential: "credential"
      case .accessKey: "access key"
      case .sessionToken: "session token"
      case .region: "region"
      case .service: "service"
      case .date: "date"
      case .expiry: "expiry"
      case .signedHeaders: "signed headers"
      case .signature: "signature"
      case .method: "method"
      case .path: "path"
      case .query: "query"
      case .host: "host"
      case .secret: "secret"
      case .payload: "payload"
      case .trailer: "trailer"
      case .length: "length"
      case .chunk(let index): "chunk \(index)"
      }
    }
  }

  /// One more element of S3's answer.
  public struct Detail: Sendable, Hashable {
    /// The name of the element.
    public let name: String
    /// Its text.
    public let value: String

    /// Pairs a name with a text.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The part that does not hold.
  public let part: Part
  /// The code of S3's answer: `SignatureDoesNotMatch`.
  public let code: String
  /// The status of S3's answer.
  public let status: Int
  /// The message of S3's answer.
  public let message: String
  /// Further elements of S3's answer, such as the canonical request the server computed.
  public let details: [Detail]
  /// What was found out beyond S3's answer, for a log or a learner.
  public internal(set) var hint: String?

  /// Puts a refusal together.
  public init(
    _ part: Part,
    code: String,
    status: Int,
    message: String,
    details: [Detail] = [],
    hint: String? = nil
  ) {
    self.part = part
    self.code = code
    self.status = status
    self.message = message
    self.details = details
    self.hint = hint
  }

  /// The text of a further element, where there is one of that name.
  public subscript(_ name: String) -> String? { details.first { $0.name == name }?.value }

  /// The code in the answers of the JSON services, such as Kinesis; their status is always 400.
  public var jsonCode: String {
    switch part {
    case .mechanism, .credential, .signedHeaders, .expiry: "IncompleteSignatureException"
    case .accessKey: "UnrecognizedClientException"
    case .sessionToken:
      code == "ExpiredToken" ? "ExpiredTokenException" : "UnrecognizedClientException"
    default: "InvalidSignatureException"
    }
  }

  /// Code, message and hint in one line.
  public var description: String { "\(code): \(message)" + (hint.map { " (\($0))" } ?? "") }
}
