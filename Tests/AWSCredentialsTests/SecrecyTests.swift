import AWSSigV4
import FoundationEssentials
import HTTPWire
import Testing

@testable import AWSCredentials

@Suite struct SecrecyTests {
  static let secret = "TOPSECRET"

  static let host = AWSHost.test(
    ["AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": secret, "AWS_SESSION_TOKEN": secret],
    config: "[default]\naws_access_key_id = AKID\naws_secret_access_key = \(secret)",
    files: ["/token": secret]
  )

  static func holders() async throws -> [Any] {
    let found = FoundCredentials(accessKeyID: "A", secretAccessKey: secret, sessionToken: secret)
    let document = try CredentialsDocument(
      Array(#"{"AccessKeyId":"A","SecretAccessKey":"\#(secret)","Token":"\#(secret)"}"#.utf8),
      source: "x"
    )
    let token = SingleSignOnToken(
      accessToken: secret,
      expiresAt: "x",
      clientSecret: secret,
      refreshToken: secret
    )
    let configuration = try AWSConfiguration(host: host)
    let section = try #require(configuration.files.profile("default"))
    let plan = try #require(try ProfilePlanner(config: configuration.files).plan(section))
    let transport = ScriptedTransport()
    let refreshing = RefreshingCredentials(EnvironmentCredentials(host: host), host: host)
    let credentials = try await refreshing.credentials()
    var state = RefreshState<Int>()
    _ = state.settle(credentials, windows: nil)
    return [
      found, document, token, host, configuration, configuration.files, section, plan, credentials,
      state, refreshing, section["aws_secret_access_key"] as Any,
      EnvironmentCredentials(host: host), CredentialsChain(transport: transport, host: host),
      ContainerCredentials(transport: transport, host: host),
      ProfileCredentials(transport: transport, host: host),
      WebIdentityCredentials(transport: transport, host: host),
      InstanceMetadataCredentials(transport: transport, host: host),
      AssumedRoleCredentials(AWSRole(arn: "a"), as: refreshing, transport: transport, host: host),
      ProcessResult(exitCode: 0, output: Array(secret.utf8)),
      ProcessCredentials(command: "x", origin: "y", host: host),
      Inquiry.Answer(status: 200, body: Array(secret.utf8), skew: 0),
    ]
  }

  @Test func `no value that holds a secret shows it`() async throws {
    let bytes = Array(Self.secret.utf8).map(String.init).joined(separator: ", ")
    for value in try await Self.holders() {
      var dumped = ""
      dump(value, to: &dumped)
      let texts = ["\(value)", String(reflecting: value), dumped, "\(Mirror(reflecting: value))"]
      for text in texts {
        #expect(!text.contains(Self.secret) && !text.contains(bytes), "\(type(of: value))")
      }
    }
  }

  @Test func `no error shows what a file, a program or a service said`() async throws {
    let sources = [
      "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_ACCESS_KEY_ID",
    ]
    let bodies = [
      Self.secret, "{\"AccessKeyId\":\"\(Self.secret)\"}", "<a>\(Self.secret)</a>",
      "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"\(Self.secret)\\n\"}",
      "<R><Error><Code>X</Code><Message>no\n\(Self.secret)</Message></Error></R>",
    ]
    for (index, body) in bodies.enumerated() {
      for (name, status) in sources.flatMap({ name in [200, 400, 500].map { (name, $0) } }) {
        let transport = ScriptedTransport { _ in .text(status, body) }
        let host = AWSHost.test(
          [
            name: "/token", "AWS_ROLE_ARN": "arn", "AWS_SECRET_ACCESS_KEY": "\(Self.secret)\n",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN": Self.secret,
          ],
          credentials: "[default]\naws_secret_access_key = \(Self.secret)",
          files: ["/token": Self.secret]
        )
        let chain = CredentialsChain(transport: transport, host: host)
        let error = await #expect(throws: AWSCredentialsError.self) { try await chain.fetch() }
        var dumped = ""
        dump(error as Any, to: &dumped)
        #expect(!dumped.contains(Self.secret), "\(name) \(status) \(index)")
        #expect(error?.description.contains(Self.secret) == false)
      }
    }
  }
}
