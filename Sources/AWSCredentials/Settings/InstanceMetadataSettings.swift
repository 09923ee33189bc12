public import HTTPWire

/// Where the metadata of an EC2 instance is, and whether it may be asked.
public struct InstanceMetadataSettings: Hashable, Sendable {
  private enum Mode: String, CaseIterable { case ipv4, ipv6 }

  /// `AWS_EC2_METADATA_DISABLED`: do not ask at all.
  public var isDisabled = false
  /// `AWS_EC2_METADATA_SERVICE_ENDPOINT`, or what `…_ENDPOINT_MODE` (`IPv4`, `IPv6`) stands for.
  public var endpoint = Self.standard
  /// `AWS_METADATA_SERVICE_TIMEOUT`: how long one attempt may take.
  public var timeout: Duration = .seconds(1)
  /// `AWS_METADATA_SERVICE_NUM_ATTEMPTS`: how often it is asked before it counts as silent.
  public var attempts = 3

  private static let standard = HTTPEndpoint(
    origin: HTTPOrigin(scheme: .http, host: "169.254.169.254")
  )
  private static let standardIPv6 = HTTPEndpoint(
    origin: HTTPOrigin(scheme: .http, host: "[fd00:ec2::254]")
  )

  /// The address every instance has.
  public init() {}

  init(_ read: SettingsReader) throws(AWSCredentialsError) {
    isDisabled = try read.flag(read.find("AWS_EC2_METADATA_DISABLED", key: nil)) ?? false
    let mode = try read.choice(
      read.find(
        "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
        key: "ec2_metadata_service_endpoint_mode"
      ),
      of: Mode.self
    )
    if mode == .ipv6 { endpoint = Self.standardIPv6 }
    if let found = read.find(
      "AWS_EC2_METADATA_SERVICE_ENDPOINT",
      key: "ec2_metadata_service_endpoint"
    ) {
      endpoint = try read.endpoint(found)
    }
    let seconds = try read.count(
      read.find("AWS_METADATA_SERVICE_TIMEOUT", key: "metadata_service_timeout")
    )
    if let seconds { timeout = .seconds(seconds) }
    attempts =
      try read.count(
        read.find("AWS_METADATA_SERVICE_NUM_ATTEMPTS", key: "metadata_service_num_attempts")
      ) ?? attempts
  }
}
