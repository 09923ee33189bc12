public import AWSSigV4
public import HTTPWire

/// The credentials of a role that somebody else's credentials may assume.
public struct AssumedRoleCredentials: CredentialsSource {
  private let role: AWSRole
  private let caller: any CredentialsProvider
  private let inquiry: Inquiry
  private let profile: String?
  private let clock = ServiceClock()

  /// Assumes `role` as `caller`; region and endpoint of STS come from the settings of `host`.
  public init(
    _ role: AWSRole,
    as caller: any CredentialsProvider,
    transport: any HTTPTransport,
    host: AWSHost = AWSHost(),
    profile: String? = nil
  ) {
    self.role = role
    self.caller = caller
    self.profile = profile
    inquiry = Inquiry(transport: transport, host: host, source: "role \(role.arn)")
  }

  /// A new session of the role.
  public func fetch() async throws(AWSCredentialsError) -> Credentials {
    let configuration = try AWSConfiguration(host: inquiry.host, profile: profile)
    let service = try SecurityTokenService(inquiry, clock: clock, configuration: configuration)
    let credentials: Credentials
    do {
      credentials = try await caller.credentials()
    } catch {
      let known = error as? AWSCredentialsError
      let reason = known.map { " (\($0))" } ?? ""
      // Not "not configured": the role is, and a chain must not go on past it.
      throw AWSCredentialsError(
        known.map { $0.code == .notConfigured ? .noneFound : $0.code } ?? .rejected,
        source: inquiry.source,
        detail: "whoever shall assume it has no credentials\(reason)",
        underlying: error
      )
    }
    return try await service.assume(role, as: credentials)
  }
}
