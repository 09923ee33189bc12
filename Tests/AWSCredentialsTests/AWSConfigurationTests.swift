import AWSCredentials
import HTTPWire
import Testing

@Suite struct AWSConfigurationTests {
  static let config = """
    [default]
    region = eu-west-1
    max_attempts = 7
    retry_mode = Adaptive
    ca_bundle = ~/ca.pem
    request_checksum_calculation = when_required
    response_checksum_validation = WHEN_SUPPORTED
    use_dualstack_endpoint = true
    use_fips_endpoint = False
    endpoint_url = http://profile:1
    services = local
    s3 =
      addressing_style = path
      use_accelerate_endpoint = false
      payload_signing_enabled = true
    ec2_metadata_service_endpoint = http://imds:2
    [profile bare]
    region = ap-south-1
    [services local]
    s3 =
      endpoint_url = http://services:3
    """

  @Test func `takes the settings of the profile`() throws {
    let found = try AWSConfiguration(host: .test(config: Self.config))
    #expect(found.profileName == "default")
    #expect(found.region == "eu-west-1")
    #expect(found.maxAttempts == 7)
    #expect(found.retryMode == .adaptive)
    #expect(found.caBundle == "/home/me/ca.pem")
    #expect(found.requestChecksums == .whenRequired)
    #expect(found.responseChecksums == .whenSupported)
    #expect(found.usesDualStack == true)
    #expect(found.usesFIPS == false)
    #expect(found.s3AddressingStyle == .path)
    #expect(found.s3UsesAcceleration == false)
    #expect(found.s3SignsPayload == true)
    #expect(found.instanceMetadata.endpoint.description == "http://imds:2")
    #expect(try found.endpoint(for: .s3)?.description == "http://services:3")
    #expect(try found.endpoint(for: .kinesis)?.description == "http://profile:1")
  }

  @Test func `takes variables before the profile`() throws {
    let variables = [
      "AWS_REGION": "us-west-2", "AWS_DEFAULT_REGION": "us-west-1", "AWS_MAX_ATTEMPTS": "2",
      "AWS_RETRY_MODE": "legacy", "AWS_CA_BUNDLE": "/ca",
      "AWS_REQUEST_CHECKSUM_CALCULATION": "when_supported",
      "AWS_RESPONSE_CHECKSUM_VALIDATION": "when_required", "AWS_USE_DUALSTACK_ENDPOINT": "false",
      "AWS_USE_FIPS_ENDPOINT": "TRUE", "AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://other",
    ]
    let found = try AWSConfiguration(host: .test(variables, config: Self.config))
    #expect(found.region == "us-west-2")
    #expect(found.maxAttempts == 2)
    #expect(found.retryMode == .legacy)
    #expect(found.caBundle == "/ca")
    #expect(found.requestChecksums == .whenSupported)
    #expect(found.responseChecksums == .whenRequired)
    #expect(found.usesDualStack == false)
    #expect(found.usesFIPS == true)
    #expect(found.instanceMetadata.endpoint.description == "http://other")
  }

  @Test func `leaves open what nobody set`() throws {
    let found = try AWSConfiguration(host: .test(["AWS_REGION": ""]))
    #expect(found.region == nil)
    #expect(found.maxAttempts == nil)
    #expect(found.retryMode == nil)
    #expect(found.usesDualStack == nil)
    #expect(try found.endpoint(for: .s3) == nil)
    #expect(found.instanceMetadata == InstanceMetadataSettings())
  }

  @Test(arguments: [
    ([:], "http://services:3", "http://profile:1"),
    (["AWS_ENDPOINT_URL": "http://all"], "http://all", "http://all"),
    (
      ["AWS_ENDPOINT_URL": "http://all", "AWS_ENDPOINT_URL_S3": "http://s3"], "http://s3",
      "http://all"
    ),
    (["AWS_ENDPOINT_URL_KINESIS": "http://k:9/x"], "http://services:3", "http://k:9/x"),
    (["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true", "AWS_ENDPOINT_URL": "http://all"], nil, nil),
  ])
  func `finds the endpoint of a service`(
    variables: [String: String],
    s3: String?,
    kinesis: String?
  ) throws {
    let found = try AWSConfiguration(host: .test(variables, config: Self.config))
    #expect(try found.endpoint(for: .s3)?.description == s3)
    #expect(try found.endpoint(for: .kinesis)?.description == kinesis)
  }

  @Test(arguments: [
    (nil, [:], "default", "eu-west-1"),
    ("bare", [:], "bare", "ap-south-1"),
    (nil, ["AWS_PROFILE": "bare"], "bare", "ap-south-1"),
    (nil, ["AWS_DEFAULT_PROFILE": "bare"], "bare", "ap-south-1"),
    ("default", ["AWS_PROFILE": "bare"], "default", "eu-west-1"),
  ])
  func `chooses a profile`(
    name: String?,
    variables: [String: String],
    chosen: String,
    region: String
  ) throws {
    let found = try AWSConfiguration(host: .test(variables, config: Self.config), profile: name)
    #expect(found.profileName == chosen)
    #expect(found.region == region)
  }

  @Test func `points at the line that was meant for a missing profile`() {
    let host = AWSHost.test(["AWS_PROFILE": "dev"], config: "[default]\n\n[dev]\nregion = x")
    let error = #expect(throws: AWSCredentialsError.self) { try AWSConfiguration(host: host) }
    #expect(error?.code == .profileNotFound)
    #expect(
      error?.description
        == "profile dev: there is no such profile in ~/.aws/config and ~/.aws/credentials; "
        + "~/.aws/config:3 is skipped, since [dev] is no profile"
    )
  }

  @Test(arguments: [
    (["AWS_MAX_ATTEMPTS": "many"], "AWS_MAX_ATTEMPTS: \"many\" is not a number above 0"),
    (["AWS_MAX_ATTEMPTS": "0"], "AWS_MAX_ATTEMPTS: \"0\" is not a number above 0"),
    (
      ["AWS_RETRY_MODE": "never"], "AWS_RETRY_MODE: \"never\" is none of legacy, standard, adaptive"
    ),
    (["AWS_USE_FIPS_ENDPOINT": "yes"], "AWS_USE_FIPS_ENDPOINT: \"yes\" is neither true nor false"),
    (
      ["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv7"],
      "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: \"IPv7\" is none of ipv4, ipv6"
    ),
    (
      ["AWS_EC2_METADATA_SERVICE_ENDPOINT": "moon"],
      "AWS_EC2_METADATA_SERVICE_ENDPOINT: \"moon\" is not a base URL: it does not start with http://"
        + " or https://"
    ),
  ])
  func `says which variable makes no sense`(variables: [String: String], text: String) {
    let error = #expect(throws: AWSCredentialsError.self) {
      try AWSConfiguration(host: .test(variables))
    }
    #expect(error?.code == .invalidSetting)
    #expect(error?.description == text)
  }

  @Test(arguments: [
    ("max_attempts = x", "max_attempts in ~/.aws/config:2: \"x\" is not a number above 0"),
    (
      "s3 =\n  addressing_style = diagonal",
      "s3.addressing_style in ~/.aws/config:2: \"diagonal\" is none of auto, path, virtual"
    ),
  ])
  func `says which line makes no sense`(setting: String, text: String) {
    let error = #expect(throws: AWSCredentialsError.self) {
      try AWSConfiguration(host: .test(config: "[default]\n\(setting)"))
    }
    #expect(error?.description == text)
  }

  @Test func `says which endpoint makes no sense`() throws {
    let variable = try AWSConfiguration(host: .test(["AWS_ENDPOINT_URL": "http://me:pw@h"]))
    let error = #expect(throws: AWSCredentialsError.self) { try variable.endpoint(for: .s3) }
    #expect(error?.source == "AWS_ENDPOINT_URL")
    #expect(error?.description.contains("pw") == false)
    let services = try AWSConfiguration(host: .test(config: "[default]\nservices = x"))
    let other = #expect(throws: AWSCredentialsError.self) { try services.endpoint(for: .s3) }
    #expect(other?.description == "services in ~/.aws/config:2: there is no [services x]")
  }
}
