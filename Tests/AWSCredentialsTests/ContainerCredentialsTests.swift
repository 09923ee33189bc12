import AWSCredentials
import AWSSigV4
import FoundationEssentials
import HTTPWire
import Testing

@Suite struct ContainerCredentialsTests {
  static let document = """
    {"RoleArn":"arn","AccessKeyId":"AKID","SecretAccessKey":"SECRET","Token":"TOKEN",
     "Expiration":"2026-01-01T18:00:00Z"}
    """

  @Test(arguments: [
    (
      ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/x?id=1"], "http://169.254.170.2", "/v2/x?id=1"
    ),
    (["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://localhost/x"], "http://localhost", "/x"),
    (["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.7.0.1:80/"], "http://127.7.0.1", "/"),
    (["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://[::1]:9?a=b"], "http://[::1]:9", "/?a=b"),
    (
      ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://169.254.170.23/v1/"], "http://169.254.170.23",
      "/v1/"
    ),
    (
      ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://[fd00:ec2::23]/v1"], "http://[fd00:ec2::23]",
      "/v1"
    ),
    (["AWS_CONTAINER_CREDENTIALS_FULL_URI": "https://far.example/x"], "https://far.example", "/x"),
    (
      [
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/r",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": "https://far.example/x",
      ], "http://169.254.170.2", "/r"
    ),
  ])
  func `asks the agent the variables name`(
    variables: [String: String],
    origin: String,
    target: String
  ) async throws {
    let transport = ScriptedTransport { _ in .text(200, Self.document) }
    let found = try await ContainerCredentials(transport: transport, host: .test(variables)).fetch()
    #expect(found.accessKeyID == "AKID")
    #expect(found.secretAccessKey == "SECRET")
    #expect(found.sessionToken == "TOKEN")
    #expect(found.expiration == TestClock.start.addingTimeInterval(6 * 3_600))
    let request = try #require(transport.requests.first)
    #expect(request.origin.description == origin)
    #expect(request.target == target)
    #expect(request.headers["Authorization"] == nil)
  }

  @Test(arguments: [
    ([:], AWSCredentialsError.Code.notConfigured, "neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"),
    (["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "x"], .invalidSetting, "is not a path"),
    (["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/x y"], .invalidSetting, "is not a path"),
    (
      ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://far.example/x"], .invalidSetting,
      "far.example is neither"
    ),
    (
      ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1.evil.com/x"], .invalidSetting,
      "is neither"
    ),
    (["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.1/x"], .invalidSetting, "is neither"),
    (
      ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "file:///x"], .invalidSetting, "neither http nor https"
    ),
    (
      [
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/x",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN": "a\r\nX: y",
      ], .invalidSetting, "not a legal header value"
    ),
    (
      [
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/x",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/none",
      ], .inaccessibleFile, "/none is not there"
    ),
  ])
  func `refuses what would send a token anywhere`(
    variables: [String: String],
    code: AWSCredentialsError.Code,
    reason: String
  ) async {
    let transport = ScriptedTransport { _ in .text(200, Self.document) }
    let error = await #expect(throws: AWSCredentialsError.self) {
      try await ContainerCredentials(transport: transport, host: .test(variables)).fetch()
    }
    #expect(error?.code == code)
    #expect(error?.detail.contains(reason) == true, "\(error?.detail ?? "")")
    #expect(transport.requests.isEmpty)
  }

  @Test func `reads the token file anew for every request, and before the variable`() async throws {
    let host = AWSHost.test(
      [
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://169.254.170.23/v1/credentials",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN": "variable",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/token",
      ],
      files: ["/token": "first"]
    )
    let transport = ScriptedTransport { _ in .text(200, Self.document) }
    let source = ContainerCredentials(transport: transport, host: host)
    _ = try await source.fetch()
    host.memory["/token"] = "second"
    _ = try await source.fetch()
    #expect(transport.requests.map { $0.headers["Authorization"] } == ["first", "second"])
  }

  @Test func `asks three times a service in trouble`() async throws {
    let clock = TestClock()
    let host = AWSHost.test(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/x"], clock: clock)
    let transport = ScriptedTransport { _ in .text(503, "busy") }
    let error = await #expect(throws: AWSCredentialsError.self) {
      try await ContainerCredentials(transport: transport, host: host).fetch()
    }
    #expect(error?.code == .unreachable)
    #expect(error?.description == "container: it answered HTTP 503")
    #expect(transport.requests.count == 3)
    #expect(clock.sleeps == [.milliseconds(150), .milliseconds(300)])
  }

  @Test(arguments: [
    ("{}", "its answer has no AccessKeyId"),
    (#"{"AccessKeyId":"A"}"#, "its answer has no SecretAccessKey"),
    (#"{"AccessKeyId":"A","SecretAccessKey":""}"#, "the secret access key is empty"),
    (#"{"AccessKeyId":"A","SecretAccessKey":"S","Expiration":"x"}"#, "the expiration \"x\""),
    ("TOPSECRET", "is not a JSON object"),
    ("", "is not a JSON object"),
    (#"{"AccessKeyId":["TOPSECRET"]}"#, "is not a JSON object"),
  ])
  func `refuses an answer without quoting it`(answer: String, reason: String) async {
    let host = AWSHost.test(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/x"])
    let error = await #expect(throws: AWSCredentialsError.self) {
      let transport = ScriptedTransport { _ in .text(200, answer) }
      return try await ContainerCredentials(transport: transport, host: host).fetch()
    }
    #expect(error?.code == .malformedAnswer)
    #expect(error?.detail.contains(reason) == true, "\(error?.detail ?? "")")
    #expect(error.map { String(reflecting: $0) }?.contains("TOPSECRET") == false)
  }

  @Test func `refuses an endless answer`() async {
    let host = AWSHost.test(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/x"])
    let transport = ScriptedTransport { _ in
      HTTPResponse(
        status: 200,
        body: .stream(HTTPByteStream { { [UInt8](repeating: 32, count: 4_096) } })
      )
    }
    let error = await #expect(throws: AWSCredentialsError.self) {
      try await ContainerCredentials(transport: transport, host: host).fetch()
    }
    #expect(error?.code == .malformedAnswer)
  }

  @Test func `reads an end by the clock of whoever wrote it`() async throws {
    let host = AWSHost.test(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/x"])
    let transport = ScriptedTransport { _ in
      .text(200, Self.document, date: "Thu, 01 Jan 2026 17:00:00 GMT")
    }
    let found = try await ContainerCredentials(transport: transport, host: host).fetch()
    #expect(found.expiration == TestClock.start.addingTimeInterval(3_600))
  }
}
