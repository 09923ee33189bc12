public import AWSSigV4

/// One place credentials may come from; it asks anew every time.
///
/// Put it behind ``RefreshingCredentials`` to sign with it: that one keeps what was found.
public protocol CredentialsSource: Sendable {
  /// Asks the place; `notConfigured` says that nothing points there.
  func fetch() async throws(AWSCredentialsError) -> Credentials
}
