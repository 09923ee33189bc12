import AWSCredentials
import AWSSigV4
import HTTPWire
import Synchronization
import Testing

@Suite struct WebIdentityCredentialsTests {
  static let variables = [
    "AWS_WEB_IDENTITY_TOKEN_FILE": "/token", "AWS_ROLE_ARN": "arn:r", "AWS_REGION": "eu-west-1",
  ]

  private func fetch(
    _ host: AWSHost,
    _ script: @escaping ScriptedTransport.Script
  ) async throws -> (Credentials, [HTTPRequest]) {
    let transport = ScriptedTransport(script)
    let found = try await WebIdentityCredentials(transport: transport, host: host).fetch()
    return (found, transport.requests)
  }

  @Test func `shows the token and signs nothing`() async throws {
    let host = AWSHost.test(Self.variables, files: ["/token": "JWT.a-b_c\n"])
    let (found, requests) = try await fetch(host) { _ in
      .text(200, AssumedRoleCredentialsTests.answer(to: "AssumeRoleWithWebIdentity"))
    }
    #expect(found.sessionToken == "ROLETOKEN")
    let request = try #require(requests.first)
    #expect(request.origin.description == "https://sts.eu-west-1.amazonaws.com")
    #expect(request.headers["Authorization"] == nil)
    #expect(
      request.form == [
        "Action": "AssumeRoleWithWebIdentity", "Version": "2011-06-15", "RoleArn": "arn:r",
        "RoleSessionName": "pinterest-pipeline-1767268800", "WebIdentityToken": "JWT.a-b_c",
      ]
    )
  }

  @Test func `asks again when STS could not reach the identity provider`() async throws {
    let count = Mutex(0)
    let host = AWSHost.test(Self.variables, files: ["/token": "JWT"])
    let (_, requests) = try await fetch(host) { _ in
      count.withLock { count in
        count += 1
        return count < 3
          ? .text(400, AssumedRoleCredentialsTests.refusal("IDPCommunicationError"))
          : .text(200, AssumedRoleCredentialsTests.answer(to: "AssumeRoleWithWebIdentity"))
      }
    }
    #expect(requests.count == 3)
  }

  @Test func `reads the token file anew every time`() async throws {
    let host = AWSHost.test(Self.variables, files: ["/token": "first"])
    let transport = ScriptedTransport { _ in
      .text(200, AssumedRoleCredentialsTests.answer(to: "AssumeRoleWithWebIdentity"))
    }
    let source = WebIdentityCredentials(transport: transport, host: host)
    _ = try await source.fetch()
    host.memory["/token"] = "second"
    _ = try await source.fetch()
    #expect(transport.requests.map { $0.form["WebIdentityToken"] } == ["first", "second"])
  }

  @Test(arguments: [
    ([:], AWSCredentialsError.Code.notConfigured, "AWS_WEB_IDENTITY_TOKEN_FILE is not set"),
    (["AWS_WEB_IDENTITY_TOKEN_FILE": "/token"], .invalidSetting, "AWS_ROLE_ARN is not"),
    (
      ["AWS_WEB_IDENTITY_TOKEN_FILE": "~/none", "AWS_ROLE_ARN": "r"], .inaccessibleFile,
      "the token file ~/none is not there"
    ),
    (
      ["AWS_WEB_IDENTITY_TOKEN_FILE": "/empty", "AWS_ROLE_ARN": "r"], .malformedFile,
      "the token file /empty does not begin with a token"
    ),
  ])
  func `says what is missing`(
    variables: [String: String],
    code: AWSCredentialsError.Code,
    reason: String
  ) async {
    let error = await #expect(throws: AWSCredentialsError.self) {
      try await fetch(.test(variables, files: ["/empty": "\n"])) { _ in .text(200, "") }
    }
    #expect(error?.code == code)
    #expect(error?.detail.contains(reason) == true)
  }
}
