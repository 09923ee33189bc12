public import AWSSigV4
public import HTTPWire

/// The credentials of a profile in `~/.aws/config` and `~/.aws/credentials`.
///
/// Keys, a role assumed from another profile or a place outside the files, a web identity, IAM
/// Identity Center, or a program. The files are read anew every time.
public struct ProfileCredentials: CredentialsSource {
  /// What `credential_source` can name.
  struct Sources {
    var environment: EnvironmentCredentials
    var container: ContainerCredentials
    var instance: InstanceMetadataCredentials
  }

  private let transport: any HTTPTransport
  private let host: AWSHost
  private let profile: String?
  private let sources: Sources
  private let clock = ServiceClock()

  /// Reads the profile of that name, or the one `AWS_PROFILE` names, or `default`.
  public init(transport: any HTTPTransport, host: AWSHost = AWSHost(), profile: String? = nil) {
    self.init(
      transport: transport,
      host: host,
      profile: profile,
      sources: Sources(
        environment: EnvironmentCredentials(host: host),
        container: ContainerCredentials(transport: transport, host: host),
        instance: InstanceMetadataCredentials(transport: transport, host: host, profile: profile)
      )
    )
  }

  init(transport: any HTTPTransport, host: AWSHost, profile: String?, sources: Sources) {
    self.transport = transport
    self.host = host
    self.profile = profile
    self.sources = sources
  }

  /// What the profile leads to at this moment.
  public func fetch() async throws(AWSCredentialsError) -> Credentials {
    let configuration = try AWSConfiguration(host: host, profile: profile)
    guard let section = configuration.profile else {
      let error = configuration.files.missing(profile: configuration.profileName)
      throw AWSCredentialsError(.notConfigured, source: error.source, detail: error.detail)
    }
    guard let plan = try ProfilePlanner(config: configuration.files).plan(section) else {
      throw AWSCredentialsError(
        .notConfigured,
        source: section.title,
        detail: "it says nothing about credentials"
      )
    }
    return try await carryOut(plan, configuration)
  }

  private func carryOut(
    _ plan: ProfilePlan,
    _ configuration: AWSConfiguration
  ) async throws(AWSCredentialsError) -> Credentials {
    switch plan {
    case .keys(let found, let source):
      return try found.checked(source: source, code: .invalidSetting)
    case .role(let role, let source, let origin):
      let caller = try await carryOut(origin, configuration)
      return try await service(source, configuration).assume(role, as: caller)
    case .webIdentity(let role, let source, let tokenFile):
      return try await service(source, configuration).assume(role, tokenFile: tokenFile)
    case .named(.environment): return try await insisting(sources.environment)
    case .named(.container): return try await insisting(sources.container)
    case .named(.instance): return try await insisting(sources.instance)
    case .singleSignOn(let login):
      let inquiry = Inquiry(transport: transport, host: host, source: login.source)
      return try await SingleSignOn(inquiry, login: login, configuration: configuration).fetch()
    case .process(let command, let origin):
      return try await ProcessCredentials(command: command, origin: origin, host: host).fetch()
    }
  }

  private func service(
    _ source: String,
    _ configuration: AWSConfiguration
  ) throws(AWSCredentialsError) -> SecurityTokenService {
    let inquiry = Inquiry(transport: transport, host: host, source: source)
    return try SecurityTokenService(inquiry, clock: clock, configuration: configuration)
  }

  /// A place that a profile names must be configured: a chain may not go on past it.
  private func insisting(
    _ source: any CredentialsSource
  ) async throws(AWSCredentialsError) -> Credentials {
    do {
      return try await source.fetch()
    } catch  where error.code == .notConfigured {
      throw AWSCredentialsError(.invalidSetting, source: error.source, detail: error.detail)
    }
  }
}
