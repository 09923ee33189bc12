/// What `~/.aws/config` and `~/.aws/credentials` say together.
///
/// Where both name the same setting of a profile, the credentials file wins.
public struct SharedConfig: Sendable {
  private var profiles: [String: ConfigSection] = [:]
  private var ssoSessions: [String: ConfigSection] = [:]
  private var services: [String: ConfigSection] = [:]
  private var skipped: [String] = []
  private let places: String

  /// Reads the two files from their bytes; the paths are how messages name them.
  public init(
    config: [UInt8],
    credentials: [UInt8],
    configPath: String = "config",
    credentialsPath: String = "credentials"
  ) throws(AWSCredentialsError) {
    places = "\(configPath) and \(credentialsPath)"
    try add(ConfigFile(config, kind: .config, path: configPath), path: configPath)
    try add(
      ConfigFile(credentials, kind: .credentials, path: credentialsPath),
      path: credentialsPath
    )
  }

  /// Reads the files of a host; one that is not there is empty.
  ///
  /// `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE` name other places than `~/.aws`.
  public init(host: AWSHost) throws(AWSCredentialsError) {
    let config = host.expand(host.variable("AWS_CONFIG_FILE") ?? "~/.aws/config")
    let credentials = host.expand(
      host.variable("AWS_SHARED_CREDENTIALS_FILE") ?? "~/.aws/credentials"
    )
    try self.init(
      config: host.read(config) ?? [],
      credentials: host.read(credentials) ?? [],
      configPath: host.abbreviate(config),
      credentialsPath: host.abbreviate(credentials)
    )
  }

  /// The names of all profiles in alphabetical order.
  public var profileNames: [String] { profiles.keys.sorted() }

  /// The profile of that name.
  public func profile(_ name: String) -> ConfigSection? { profiles[name] }

  /// The `[sso-session …]` of that name.
  public func ssoSession(_ name: String) -> ConfigSection? { ssoSessions[name] }

  /// The `[services …]` definition of that name.
  public func servicesDefinition(_ name: String) -> ConfigSection? { services[name] }

  /// Says that a profile is missing, and points at the line that was probably meant for it.
  func missing(profile name: String) -> AWSCredentialsError {
    let hint = skipped.first { $0.contains("[\(name)]") || $0.contains(" \(name)]") }
    let detail = "there is no such profile in \(places)"
    return AWSCredentialsError(
      .profileNotFound,
      source: "profile \(name)",
      detail: hint.map { "\(detail); \($0)" } ?? detail
    )
  }

  private mutating func add(_ file: ConfigFile, path: String) {
    skipped += file.skipped.map {
      "\(path):\($0.line) is skipped, since \($0.header) is no profile"
    }
    let prefixed = ConfigHeader(config: "profile default")
    let hasPrefixedDefault = file.sections.keys.contains { $0 == prefixed }
    for (header, section) in file.sections {
      switch header.kind {
      case .profile:
        if header.name == "default", !header.hasPrefix, hasPrefixedDefault { continue }
        profiles[header.name, default: ConfigSection(name: section.name, file: section.file)]
          .merge(section)
      case .ssoSession: ssoSessions[header.name] = section
      case .services: services[header.name] = section
      }
    }
  }
}
