public import AWSSigV4

/// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and what may go with them.
///
/// `AWS_SESSION_TOKEN` (once `AWS_SECURITY_TOKEN`) and `AWS_CREDENTIAL_EXPIRATION` are optional.
public struct EnvironmentCredentials: CredentialsSource {
  private let host: AWSHost

  /// Reads the variables of `host`.
  public init(host: AWSHost = AWSHost()) { self.host = host }

  /// What the variables say; a key without its secret is an error.
  public func fetch() async throws(AWSCredentialsError) -> Credentials {
    guard let key = host.variable("AWS_ACCESS_KEY_ID") else {
      throw says(.notConfigured, "AWS_ACCESS_KEY_ID is not set")
    }
    guard let secret = host.variable("AWS_SECRET_ACCESS_KEY") else {
      throw says(.invalidSetting, "AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not")
    }
    let found = FoundCredentials(
      accessKeyID: key,
      secretAccessKey: secret,
      sessionToken: host.variable("AWS_SESSION_TOKEN") ?? host.variable("AWS_SECURITY_TOKEN"),
      expiration: host.variable("AWS_CREDENTIAL_EXPIRATION")
    )
    return try found.checked(source: "environment", code: .invalidSetting)
  }

  private func says(_ code: AWSCredentialsError.Code, _ detail: String) -> AWSCredentialsError {
    AWSCredentialsError(code, source: "environment", detail: detail)
  }
}
