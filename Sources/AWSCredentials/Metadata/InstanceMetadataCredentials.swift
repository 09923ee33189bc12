public import AWSSigV4
import FoundationEssentials
public import HTTPWire
import Synchronization

/// The role of an EC2 instance, asked of its metadata service with a session token (IMDSv2).
///
/// The older way without a token is never tried. When the service is in trouble, or gives out
/// credentials that have ended, the last ones are used on: AWS accepts them while it repairs.
public final class InstanceMetadataCredentials: CredentialsSource {
  private static let source = "EC2 instance"
  private static let rolesPath = "/latest/meta-data/iam/security-credentials/"
  private static let tokenLife = 21_600

  private struct Memory {
    var token: (text: String, end: Date)?
    var last: Credentials?
  }

  private let transport: any HTTPTransport
  private let host: AWSHost
  private let profile: String?
  private let memory = Mutex(Memory())

  /// Asks the service that the settings of `host` name, which is the instance's own without any.
  public init(transport: any HTTPTransport, host: AWSHost = AWSHost(), profile: String? = nil) {
    self.transport = transport
    self.host = host
    self.profile = profile
  }

  /// The role's credentials of this moment.
  public func fetch() async throws(AWSCredentialsError) -> Credentials {
    let settings = try AWSConfiguration(host: host, profile: profile).instanceMetadata
    if settings.isDisabled {
      throw AWSCredentialsError(
        .notConfigured,
        source: Self.source,
        detail: "AWS_EC2_METADATA_DISABLED is true"
      )
    }
    let fresh: Credentials
    do {
      fresh = try await ask(settings)
    } catch  where error.code == .unreachable || error.code == .malformedAnswer {
      guard let last = memory.withLock({ $0.last }) else { throw error }
      return prolonged(last)
    }
    memory.withLock { $0.last = fresh }
    return fresh.isExpired(at: host.now()) ? prolonged(fresh) : fresh
  }

  /// Good for another 5 to 15 minutes, after which the service is asked again.
  private func prolonged(_ credentials: Credentials) -> Credentials {
    Credentials(
      accessKeyID: credentials.accessKeyID,
      secretAccessKey: credentials.secretAccessKey,
      sessionToken: credentials.sessionToken,
      expiration: host.now().addingTimeInterval(300 + 600 * host.random())
    )
  }

  private func ask(_ settings: InstanceMetadataSettings) async throws(AWSCredentialsError)
    -> Credentials
  {
    let roles = try await get(Self.rolesPath, settings)
    guard roles.status != 404 else {
      throw AWSCredentialsError(
        .rejected,
        source: Self.source,
        detail: "the instance has no role"
      )
    }
    guard roles.status == 200 else { throw inquiry(settings).refusal(roles) }
    let role = String(decoding: roles.body.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    guard role.isRoleName else { throw inquiry(settings).malformed("it names no role") }
    let answer = try await get(Self.rolesPath + role, settings)
    guard answer.status == 200 else { throw inquiry(settings).refusal(answer) }
    return try CredentialsDocument(answer.body, source: Self.source)
      .credentials(source: Self.source, skew: answer.skew)
  }

  /// Asks with a session token; one the service no longer knows is replaced once.
  private func get(
    _ path: String,
    _ settings: InstanceMetadataSettings
  ) async throws(AWSCredentialsError) -> Inquiry.Answer {
    let answer = try await get(path, settings, token: token(settings))
    guard answer.status == 401 else { return answer }
    memory.withLock { $0.token = nil }
    return try await get(path, settings, token: token(settings))
  }

  private func get(
    _ path: String,
    _ settings: InstanceMetadataSettings,
    token: String
  ) async throws(AWSCredentialsError) -> Inquiry.Answer {
    let endpoint = settings.endpoint
    return try await inquiry(settings).ask {
      HTTPRequest(
        .get,
        origin: endpoint.origin,
        target: endpoint.path + path,
        headers: ["X-aws-ec2-metadata-token": token]
      )
    }
  }

  private func token(
    _ settings: InstanceMetadataSettings
  ) async throws(AWSCredentialsError) -> String {
    let now = host.now()
    if let token = memory.withLock({ $0.token }), token.end > now { return token.text }
    let endpoint = settings.endpoint
    let answer = try await inquiry(settings).ask {
      HTTPRequest(
        .put,
        origin: endpoint.origin,
        target: endpoint.path + "/latest/api/token",
        headers: ["X-aws-ec2-metadata-token-ttl-seconds": "\(Self.tokenLife)"]
      )
    }
    guard answer.status == 200 else { throw inquiry(settings).refusal(answer) }
    let text = String(decoding: answer.body, as: UTF8.self)
    guard text.isVisibleASCII else { throw inquiry(settings).malformed("its token is unusable") }
    // A minute before its end, so that it does not end on the way.
    let end = now.addingTimeInterval(TimeInterval(Self.tokenLife - 60))
    memory.withLock { $0.token = (text, end) }
    return text
  }

  private func inquiry(_ settings: InstanceMetadataSettings) -> Inquiry {
    var inquiry = Inquiry(transport: transport, host: host, source: Self.source)
    inquiry.attempts = settings.attempts
    let limit = settings.timeout
    inquiry.timeouts = HTTPTimeouts(connect: limit, idle: limit, total: limit)
    return inquiry
  }
}
