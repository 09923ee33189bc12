import AWSCredentials
import AWSSigV4
import FoundationEssentials
import HTTPWire
import Synchronization
import Testing

@Suite struct SingleSignOnTests {
  /// `printf work | sha1sum`, `printf https://me.awsapps.com/start | sha1sum`.
  static let sessionCache = "/home/me/.aws/sso/cache/e274eeff768c6396088ec6eb091f4bf4d47ab1e0.json"
  static let legacyCache = "/home/me/.aws/sso/cache/3911600267c0d9cc9afec1c3050024e8476136ad.json"

  static let config = """
    [profile dev]
    sso_session = work
    sso_account_id = 123456789012
    sso_role_name = Data Reader
    [profile old]
    sso_start_url = https://me.awsapps.com/start
    sso_region = eu-central-1
    sso_account_id = 1
    sso_role_name = R
    [sso-session work]
    sso_start_url = https://me.awsapps.com/start
    sso_region = eu-west-1
    sso_registration_scopes = sso:account:access
    """

  static let answer = """
    {"roleCredentials":{"accessKeyId":"ASIASSO","secretAccessKey":"SSOSECRET",
     "sessionToken":"SSOTOKEN","expiration":1767276000000}}
    """

  static func token(end: String, renewable: Bool = true) -> String {
    let renewal = """
      ,"clientId":"CLIENT","clientSecret":"CLIENTSECRET","refreshToken":"REFRESH1",
       "registrationExpiresAt":"2026-03-01T00:00:00Z"
      """
    return """
      {"startUrl":"https://me.awsapps.com/start","region":"eu-west-1","accessToken":"ACCESS1",
       "expiresAt":"\(end)"\(renewable ? renewal : "")}
      """
  }

  private func fetch(
    _ host: AWSHost,
    _ transport: ScriptedTransport,
    profile: String = "dev"
  ) async throws -> Credentials {
    try await ProfileCredentials(transport: transport, host: host, profile: profile).fetch()
  }

  private func host(_ token: String?, at path: String = sessionCache) -> AWSHost {
    .test(config: Self.config, files: token.map { [path: $0] } ?? [:])
  }

  @Test func `trades the token for the role`() async throws {
    let transport = ScriptedTransport { _ in .text(200, Self.answer) }
    let found = try await fetch(host(Self.token(end: "2026-01-01T13:00:00Z")), transport)
    #expect(found.accessKeyID == "ASIASSO")
    #expect(found.secretAccessKey == "SSOSECRET")
    #expect(found.sessionToken == "SSOTOKEN")
    #expect(found.expiration == TestClock.start.addingTimeInterval(2 * 3_600))
    let request = try #require(transport.requests.first)
    #expect(transport.requests.count == 1)
    #expect(request.origin.description == "https://portal.sso.eu-west-1.amazonaws.com")
    #expect(
      request.target
        == "/federation/credentials?role_name=Data%20Reader&account_id=123456789012"
    )
    #expect(request.headers["x-amz-sso_bearer_token"] == "ACCESS1")
  }

  @Test func `reads the cache of a profile without a session`() async throws {
    let transport = ScriptedTransport { _ in .text(200, Self.answer) }
    let host = host(
      Self.token(end: "2026-01-01T12:10:00UTC", renewable: false),
      at: Self.legacyCache
    )
    _ = try await fetch(host, transport, profile: "old")
    #expect(
      transport.requests[0].origin.description == "https://portal.sso.eu-central-1.amazonaws.com"
    )
  }

  @Test func `renews a token that is about to end and writes it back`() async throws {
    let host = host(Self.token(end: "2026-01-01T12:04:00Z"))
    let transport = ScriptedTransport { request in
      request.method == .post
        ? .text(200, #"{"accessToken":"ACCESS2","expiresIn":28800,"refreshToken":"REFRESH2"}"#)
        : .text(200, Self.answer)
    }
    _ = try await fetch(host, transport)
    let renewal = try #require(transport.requests.first)
    #expect(renewal.origin.description == "https://oidc.eu-west-1.amazonaws.com")
    #expect(renewal.target == "/token")
    #expect(
      try JSONDecoder().decode([String: String].self, from: Data(renewal.text.utf8)) == [
        "grantType": "refresh_token", "clientId": "CLIENT", "clientSecret": "CLIENTSECRET",
        "refreshToken": "REFRESH1",
      ]
    )
    #expect(transport.requests.last?.headers["x-amz-sso_bearer_token"] == "ACCESS2")
    let written = try #require(host.memory[Self.sessionCache])
    let fields = try JSONDecoder().decode([String: String].self, from: Data(written.utf8))
    #expect(
      fields == [
        "accessToken": "ACCESS2", "refreshToken": "REFRESH2", "expiresAt": "2026-01-01T20:00:00Z",
        "clientId": "CLIENT", "clientSecret": "CLIENTSECRET", "region": "eu-west-1",
        "registrationExpiresAt": "2026-03-01T00:00:00Z",
        "startUrl": "https://me.awsapps.com/start",
      ]
    )
  }

  @Test func `goes on with a token that is still good when it cannot be renewed`() async throws {
    let transport = ScriptedTransport { request in
      request.method == .post
        ? .text(400, #"{"error":"invalid_grant"}"#) : .text(200, Self.answer)
    }
    _ = try await fetch(host(Self.token(end: "2026-01-01T12:04:00Z")), transport)
    #expect(transport.requests.last?.headers["x-amz-sso_bearer_token"] == "ACCESS1")
  }

  @Test(arguments: [
    (nil, 200, AWSCredentialsError.Code.invalidSetting, "nobody has logged in"),
    ("{}", 200, .malformedFile, "is not a token cache"),
    (token(end: "never"), 200, .malformedFile, "is not a token cache"),
    (token(end: "2026-01-01T11:59:59Z", renewable: false), 200, .expired, "the token has expired"),
    (token(end: "2026-01-01T11:59:59Z"), 400, .expired, "the token has expired"),
    (token(end: "2026-01-01T13:00:00Z"), 401, .rejected, "the token is no longer accepted"),
  ])
  func `says what a person must do`(
    token: String?,
    status: Int,
    code: AWSCredentialsError.Code,
    reason: String
  ) async {
    let transport = ScriptedTransport { _ in .text(status, #"{"message":"no"}"#) }
    let error = await #expect(throws: AWSCredentialsError.self) {
      try await fetch(host(token), transport)
    }
    #expect(error?.code == code)
    #expect(error?.source == "profile dev in ~/.aws/config")
    #expect(error?.detail.contains(reason) == true, "\(error?.detail ?? "")")
    #expect(error?.detail.hasSuffix("; run: aws sso login --profile dev") == true)
  }

  @Test(arguments: [
    (403, #"{"message":"No access"}"#, "it answered HTTP 403: No access"),
    (200, "{}", "its answer has no role credentials"),
    (
      200, answer.replacing("1767276000000", with: "1e300"),
      "its answer has no role credentials"
    ),
  ])
  func `says what the portal said`(status: Int, body: String, reason: String) async {
    let error = await #expect(throws: AWSCredentialsError.self) {
      let transport = ScriptedTransport { _ in .text(status, body) }
      return try await fetch(host(Self.token(end: "2026-01-01T13:00:00Z")), transport)
    }
    #expect(error?.detail == reason)
  }
}
