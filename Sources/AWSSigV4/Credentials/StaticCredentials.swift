/// Gives the same credentials for ever.
public struct StaticCredentials: CredentialsProvider {
  private let held: Credentials

  /// Holds what it will give.
  public init(_ credentials: Credentials) { held = credentials }

  /// Holds a key pair and, for temporary credentials, their token.
  public init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil) {
    held = Credentials(
      accessKeyID: accessKeyID,
      secretAccessKey: secretAccessKey,
      sessionToken: sessionToken
    )
  }

  /// What it was made with.
  public func credentials() async throws -> Credentials { held }
}
