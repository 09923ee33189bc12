/// Gives the credentials to sign with at this moment.
///
/// Ask before every attempt rather than once: temporary credentials end.
public protocol CredentialsProvider: Sendable {
  /// The credentials that are good now; a provider may cache and refresh them.
  func credentials() async throws -> Credentials

  /// Hears that a service has refused these, so that the next call brings others if there are any.
  func invalidate(_ rejected: Credentials) async
}

extension CredentialsProvider {
  /// Does nothing: right for whoever has no others to give.
  public func invalidate(_ rejected: Credentials) async {}
}
