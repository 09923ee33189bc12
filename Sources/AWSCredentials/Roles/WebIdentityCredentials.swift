public import AWSSigV4
public import HTTPWire

/// The role a workload may assume by the token its platform puts in a file.
///
/// `AWS_WEB_IDENTITY_TOKEN_FILE` and `AWS_ROLE_ARN` say which, `AWS_ROLE_SESSION_NAME` what the
/// session is called. The file is read anew every time: platforms replace it every hour.
public struct WebIdentityCredentials: CredentialsSource {
  private static let source = "web identity"
  private let transport: any HTTPTransport
  private let host: AWSHost
  private let clock = ServiceClock()

  /// Reads the variables of `host`.
  public init(transport: any HTTPTransport, host: AWSHost = AWSHost()) {
    self.transport = transport
    self.host = host
  }

  /// A new session of the role.
  public func fetch() async throws(AWSCredentialsError) -> Credentials {
    guard let file = host.variable("AWS_WEB_IDENTITY_TOKEN_FILE") else {
      throw says(.notConfigured, "AWS_WEB_IDENTITY_TOKEN_FILE is not set")
    }
    guard let arn = host.variable("AWS_ROLE_ARN") else {
      throw says(.invalidSetting, "AWS_WEB_IDENTITY_TOKEN_FILE is set and AWS_ROLE_ARN is not")
    }
    let role = AWSRole(arn: arn, sessionName: host.variable("AWS_ROLE_SESSION_NAME"))
    let service = try SecurityTokenService(
      Inquiry(transport: transport, host: host, source: Self.source),
      clock: clock,
      configuration: AWSConfiguration(host: host)
    )
    return try await service.assume(role, tokenFile: file)
  }

  private func says(_ code: AWSCredentialsError.Code, _ detail: String) -> AWSCredentialsError {
    AWSCredentialsError(code, source: Self.source, detail: detail)
  }
}

extension SecurityTokenService {
  /// Assumes a role with the token in a file as it is now.
  func assume(
    _ role: AWSRole,
    tokenFile: String
  ) async throws(AWSCredentialsError) -> Credentials {
    let path = inquiry.host.expand(tokenFile)
    guard let bytes = try inquiry.host.read(path) else {
      throw AWSCredentialsError(
        .inaccessibleFile,
        source: inquiry.source,
        detail: "the token file \(inquiry.host.abbreviate(path)) is not there"
      )
    }
    let token = String(String(decoding: bytes, as: UTF8.self).prefix { !$0.isNewline }[...].trimmed)
    guard token.isVisibleASCII else {
      throw AWSCredentialsError(
        .malformedFile,
        source: inquiry.source,
        detail: "the token file \(inquiry.host.abbreviate(path)) does not begin with a token"
      )
    }
    return try await assume(role, webIdentity: token)
  }
}
