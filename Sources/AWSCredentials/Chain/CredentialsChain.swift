public import AWSSigV4
public import HTTPWire

/// Asks one source after the other until one is configured, and takes what that one says.
///
/// A source that is configured and has no credentials to give ends the search: going on would sign
/// requests as somebody else than was asked for.
public struct CredentialsChain: CredentialsSource {
  private let links: [any CredentialsSource]

  /// Asks `links` in this order.
  public init(_ links: [any CredentialsSource]) { self.links = links }

  /// The order of every AWS tool: environment, web identity, profile, container, EC2 instance.
  ///
  /// A profile that is asked for by name here, in code, beats the environment.
  public init(
    transport: any HTTPTransport,
    host: AWSHost = AWSHost(),
    profile: String? = nil
  ) {
    let environment = EnvironmentCredentials(host: host)
    let container = ContainerCredentials(transport: transport, host: host)
    let instance = InstanceMetadataCredentials(transport: transport, host: host, profile: profile)
    let chosen = ProfileCredentials(
      transport: transport,
      host: host,
      profile: profile,
      sources: .init(environment: environment, container: container, instance: instance)
    )
    let ambient: [any CredentialsSource] =
      profile == nil ? [environment, WebIdentityCredentials(transport: transport, host: host)] : []
    links = ambient + [chosen, container, instance]
  }

  /// The first configured source's credentials; the error says what every source asked had to say.
  public func fetch() async throws(AWSCredentialsError) -> Credentials {
    var said: [AWSCredentialsError] = []
    for link in links {
      do {
        return try await link.fetch()
      } catch {
        said.append(error)
        if error.code != .notConfigured { break }
      }
    }
    throw AWSCredentialsError(links: said)
  }
}
