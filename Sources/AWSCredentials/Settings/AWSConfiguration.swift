/// What the environment and the chosen profile say about talking to AWS, credentials apart.
///
/// A variable beats the profile; a setting nobody made is `nil`, so that a client keeps its own
/// default.
public struct AWSConfiguration: Sendable {
  /// How retries behave.
  public enum RetryMode: String, CaseIterable, Sendable {
    case legacy, standard, adaptive
  }

  /// When checksums are made or checked.
  public enum ChecksumUse: String, CaseIterable, Sendable {
    /// Wherever the operation knows checksums.
    case whenSupported = "when_supported"
    /// Only where the operation demands one.
    case whenRequired = "when_required"
  }

  /// Where an S3 request names its bucket.
  public enum AddressingStyle: String, CaseIterable, Sendable {
    case auto, path, virtual
  }

  /// The profile all settings come from: `AWS_PROFILE`, or `default`.
  public let profileName: String
  /// The files behind this value.
  public let files: SharedConfig
  /// `AWS_REGION`, `AWS_DEFAULT_REGION`, `region`.
  public var region: String?
  /// `AWS_MAX_ATTEMPTS`, `max_attempts`.
  public var maxAttempts: Int?
  /// `AWS_RETRY_MODE`, `retry_mode`.
  public var retryMode: RetryMode?
  /// `AWS_CA_BUNDLE`, `ca_bundle`: a file of certificates to trust.
  public var caBundle: String?
  /// `AWS_REQUEST_CHECKSUM_CALCULATION`, `request_checksum_calculation`.
  public var requestChecksums: ChecksumUse?
  /// `AWS_RESPONSE_CHECKSUM_VALIDATION`, `response_checksum_validation`.
  public var responseChecksums: ChecksumUse?
  /// `AWS_USE_DUALSTACK_ENDPOINT`, `use_dualstack_endpoint`.
  public var usesDualStack: Bool?
  /// `AWS_USE_FIPS_ENDPOINT`, `use_fips_endpoint`.
  public var usesFIPS: Bool?
  /// `addressing_style` under `s3`.
  public var s3AddressingStyle: AddressingStyle?
  /// `use_accelerate_endpoint` under `s3`.
  public var s3UsesAcceleration: Bool?
  /// `payload_signing_enabled` under `s3`.
  public var s3SignsPayload: Bool?
  /// Where the metadata of an EC2 instance is, and whether it may be asked.
  public var instanceMetadata: InstanceMetadataSettings

  let host: AWSHost
  let profile: ConfigSection?

  /// Reads the settings of a host.
  ///
  /// A profile that was asked for by name, here or in `AWS_PROFILE`, must be there.
  public init(
    host: AWSHost = AWSHost(),
    profile name: String? = nil
  ) throws(AWSCredentialsError) {
    let chosen = name ?? host.variable("AWS_PROFILE") ?? host.variable("AWS_DEFAULT_PROFILE")
    let files = try SharedConfig(host: host)
    let profile = files.profile(chosen ?? "default")
    if let chosen, chosen != "default", profile == nil { throw files.missing(profile: chosen) }
    let reader = SettingsReader(host: host, profile: profile)
    try self.init(reader, profileName: chosen ?? "default", files: files)
  }

  private init(
    _ read: SettingsReader,
    profileName: String,
    files: SharedConfig
  ) throws(AWSCredentialsError) {
    self.profileName = profileName
    self.files = files
    host = read.host
    profile = read.profile
    region = read.find("AWS_REGION", "AWS_DEFAULT_REGION", key: "region")?.value
    maxAttempts = try read.count(read.find("AWS_MAX_ATTEMPTS", key: "max_attempts"))
    retryMode = try read.choice(
      read.find("AWS_RETRY_MODE", key: "retry_mode"),
      of: RetryMode.self
    )
    caBundle = read.find("AWS_CA_BUNDLE", key: "ca_bundle").map { read.host.expand($0.value) }
    requestChecksums = try read.choice(
      read.find("AWS_REQUEST_CHECKSUM_CALCULATION", key: "request_checksum_calculation"),
      of: ChecksumUse.self
    )
    responseChecksums = try read.choice(
      read.find("AWS_RESPONSE_CHECKSUM_VALIDATION", key: "response_checksum_validation"),
      of: ChecksumUse.self
    )
    usesDualStack = try read.flag(
      read.find("AWS_USE_DUALSTACK_ENDPOINT", key: "use_dualstack_endpoint")
    )
    usesFIPS = try read.flag(read.find("AWS_USE_FIPS_ENDPOINT", key: "use_fips_endpoint"))
    s3AddressingStyle = try read.choice(
      read.find(nested: "addressing_style", under: "s3"),
      of: AddressingStyle.self
    )
    s3UsesAcceleration = try read.flag(read.find(nested: "use_accelerate_endpoint", under: "s3"))
    s3SignsPayload = try read.flag(read.find(nested: "payload_signing_enabled", under: "s3"))
    instanceMetadata = try InstanceMetadataSettings(read)
  }
}
