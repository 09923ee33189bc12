import AWSCredentials
import AWSSigV4
import HTTPWire
import Testing

@Suite struct CredentialsChainTests {
  static let environment = ["AWS_ACCESS_KEY_ID": "ENV", "AWS_SECRET_ACCESS_KEY": "S"]
  static let identity = ["AWS_WEB_IDENTITY_TOKEN_FILE": "/token", "AWS_ROLE_ARN": "arn"]
  static let container = ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/c"]
  static let keys = "[default]\naws_access_key_id = FILE\naws_secret_access_key = S"

  /// Everything AWS would answer, told apart by whom was asked.
  static let cloud: ScriptedTransport.Script = { (request) throws(HTTPTransportError) in
    switch (request.origin.host, request.method) {
    case ("sts.amazonaws.com", _):
      return .text(200, AssumedRoleCredentialsTests.answer(to: "AssumeRole"))
    case ("169.254.170.2", _): return .text(200, document("ECS"))
    case (_, .put): return .text(200, "TOKEN")
    default:
      return .text(200, request.target.hasSuffix("/") ? "role" : document("IMDS"))
    }
  }

  static func document(_ key: String) -> String {
    #"{"AccessKeyId":"\#(key)","SecretAccessKey":"S","Token":"T","Expiration":"2026-01-01T13:00:00Z"}"#
  }

  private func fetch(
    _ variables: [[String: String]],
    credentials: String? = nil,
    profile: String? = nil,
    _ script: @escaping ScriptedTransport.Script = cloud
  ) async throws -> Credentials {
    let all = variables.reduce(into: [:]) { $0.merge($1) { _, new in new } }
    let host = AWSHost.test(all, credentials: credentials, files: ["/token": "JWT"])
    let transport = ScriptedTransport(script)
    return try await CredentialsChain(transport: transport, host: host, profile: profile).fetch()
  }

  @Test(arguments: [
    ([environment, identity, container], keys, "ENV"),
    ([identity, container], keys, "ASIAROLE"),
    ([container], keys, "FILE"),
    ([container], nil, "ECS"),
    ([], nil, "IMDS"),
    ([], "[default]\nregion = x", "IMDS"),
  ])
  func `asks in AWS's order`(
    variables: [[String: String]],
    credentials: String?,
    winner: String
  ) async throws {
    #expect(try await fetch(variables, credentials: credentials).accessKeyID == winner)
  }

  @Test func `takes a profile named in code before the environment`() async throws {
    let file = "[dev]\naws_access_key_id = DEV\naws_secret_access_key = S"
    let found = try await fetch([Self.environment], credentials: file, profile: "dev")
    #expect(found.accessKeyID == "DEV")
  }

  @Test func `says what every source said`() async {
    let error = await #expect(throws: AWSCredentialsError.self) {
      try await fetch([["AWS_EC2_METADATA_DISABLED": "true"]])
    }
    #expect(error?.code == .noneFound)
    #expect(error?.links.map(\.code) == Array(repeating: .notConfigured, count: 5))
    #expect(
      error?.description
        == "no AWS credentials: environment: AWS_ACCESS_KEY_ID is not set; "
        + "web identity: AWS_WEB_IDENTITY_TOKEN_FILE is not set; "
        + "profile default: there is no such profile in ~/.aws/config and ~/.aws/credentials; "
        + "container: neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor "
        + "AWS_CONTAINER_CREDENTIALS_FULL_URI is set; "
        + "EC2 instance: AWS_EC2_METADATA_DISABLED is true"
    )
  }

  @Test func `does not go on past a source that is configured and fails`() async {
    let error = await #expect(throws: AWSCredentialsError.self) {
      try await fetch([Self.container], credentials: "[default]\naws_access_key_id = A")
    }
    #expect(error?.code == .invalidSetting)
    #expect(error?.links.count == 3)
    #expect(error?.description.hasSuffix("aws_secret_access_key is missing") == true)
  }

  @Test func `stops at a profile somebody asked for and that is nowhere`() async {
    let error = await #expect(throws: AWSCredentialsError.self) {
      try await fetch([["AWS_PROFILE": "nope"], Self.container])
    }
    #expect(error?.code == .profileNotFound)
  }

  @Test(arguments: [
    ("Environment", [environment], "ENV"),
    ("EcsContainer", [container], "ECS"),
    ("Ec2InstanceMetadata", [], "IMDS"),
  ])
  func `assumes a role from the place a profile names`(
    place: String,
    variables: [[String: String]],
    caller: String
  ) async throws {
    let file = "[role]\nrole_arn = arn\ncredential_source = \(place)"
    let found = try await fetch(variables, credentials: file, profile: "role") {
      (request) throws(HTTPTransportError) in
      if request.origin.host.hasPrefix("sts") {
        let isCaller = request.headers["Authorization"]?.contains("Credential=\(caller)/") == true
        return isCaller
          ? .text(200, AssumedRoleCredentialsTests.answer(to: "AssumeRole")) : .text(403, "")
      }
      return try await Self.cloud(request)
    }
    #expect(found.accessKeyID == "ASIAROLE")
  }

  @Test func `demands that the place a profile names has credentials`() async {
    let error = await #expect(throws: AWSCredentialsError.self) {
      let file = "[role]\nrole_arn = arn\ncredential_source = Environment"
      return try await fetch([], credentials: file, profile: "role")
    }
    #expect(error?.code == .invalidSetting)
    #expect(error?.description.contains("AWS_ACCESS_KEY_ID is not set") == true)
  }

  @Test func `assumes a role through another`() async throws {
    let file = """
      [a]
      role_arn = arn:a
      source_profile = b
      [b]
      role_arn = arn:b
      source_profile = c
      [c]
      aws_access_key_id = C
      aws_secret_access_key = S
      """
    let transport = ScriptedTransport(Self.cloud)
    let host = AWSHost.test(credentials: file)
    _ = try await ProfileCredentials(transport: transport, host: host, profile: "a").fetch()
    #expect(transport.requests.map { $0.form["RoleArn"] } == ["arn:b", "arn:a"])
    let callers = transport.requests.map { $0.headers["Authorization"] ?? "" }
    #expect(callers[0].contains("Credential=C/"))
    #expect(callers[1].contains("Credential=ASIAROLE/"))
  }
}
