import AWSSigV4
import Foundation
import HTTPWire
import S3Client
import Synchronization
import Testing

/// What is sent again because something about it can be put right.
@Suite struct CorrectionTests {
  private static let fastServer = TestS3.moment.addingTimeInterval(7_200)

  @Test(arguments: ["RequestTimeTooSkewed", "RequestExpired", "SignatureDoesNotMatch"])
  func `a clock that is off is corrected, once and for all`(code: String) async throws {
    let date = HTTPDate.format(Self.fastServer)
    let s3 = TestS3([error(403, code, headers: ["Date": date]), answer(200), answer(200)])
    try await s3.bucket.put("x", to: "one")
    try await s3.bucket.put("x", to: "two")
    let dates = s3.transport.requests.map { $0.headers["x-amz-date"] }
    #expect(dates == ["20240229T235958Z", "20240301T015958Z", "20240301T015958Z"])
    #expect(s3.clock.sleeps.isEmpty)
  }

  @Test func `a HEAD that is refused may be the clock's fault`() async throws {
    let date = HTTPDate.format(Self.fastServer)
    let s3 = TestS3([answer(403, ["Date": date]), answer(200)])
    #expect(try await s3.bucket.exists())
  }

  @Test func `a wrong secret is not the clock's fault`() async throws {
    let date = HTTPDate.format(TestS3.moment.addingTimeInterval(-200))
    let s3 = TestS3([error(403, "SignatureDoesNotMatch", headers: ["Date": date])])
    let thrown = await #expect(throws: S3Error.self) { try await s3.bucket.put("x", to: "key") }
    #expect(thrown?.code == .signatureDoesNotMatch)
  }

  @Test func `a clock that cannot be corrected is not tried for ever`() async throws {
    let s3 = TestS3(
      ScriptedTransport(
        answering: error(
          403,
          "RequestTimeTooSkewed",
          headers: ["Date": HTTPDate.format(Self.fastServer)]
        )
      )
    )
    let thrown = await #expect(throws: S3Error.self) { try await s3.bucket.put("x", to: "key") }
    #expect(thrown?.code == .requestTimeTooSkewed)
    #expect(thrown?.attempts == 2)
  }

  @Test(arguments: ["ExpiredToken", "InvalidToken", "TokenRefreshRequired"])
  func `expired credentials are replaced and the request sent once more`(
    code: String
  ) async throws {
    let provider = RotatingCredentials()
    let s3 = TestS3([error(400, code), answer(200)], credentials: provider)
    try await s3.bucket.put("x", to: "key")
    #expect(provider.rejected == ["AKID0"])
    let tokens = s3.transport.requests.map { $0.headers["x-amz-security-token"] }
    #expect(tokens == ["token-0", "token-1"])
  }

  @Test func `credentials that stay expired end the call`() async throws {
    let s3 = TestS3(
      ScriptedTransport(answering: error(400, "ExpiredToken")),
      credentials: RotatingCredentials()
    )
    let thrown = await #expect(throws: S3Error.self) { try await s3.bucket.put("x", to: "key") }
    #expect(thrown?.code == .expiredToken)
    #expect(thrown?.attempts == 2)
  }

  @Test func `without credentials nothing is sent`() async throws {
    let s3 = TestS3([], credentials: NoCredentials())
    let thrown = await #expect(throws: S3Error.self) { try await s3.bucket.put("x", to: "key") }
    #expect(thrown?.code == .noCredentials)
    #expect(thrown?.description == "PutObject s3://bucket/key: no credentials: nobody is logged in")
  }

  @Test func `an anonymous client signs nothing`() async throws {
    let s3 = TestS3(ScriptedTransport([answer(200)]), credentials: nil)
    try await s3.bucket.put("x", to: "key")
    #expect(s3.transport.requests.first?.headers["Authorization"] == nil)
  }

  struct Redirect: Sendable, CustomTestStringConvertible {
    var status: Int
    var code: String
    var headers: HTTPHeaders = [:]
    var extra = ""

    var testDescription: String { "\(status) \(code) \(extra)" }
  }

  @Test(arguments: [
    Redirect(status: 301, code: "PermanentRedirect", headers: ["x-amz-bucket-region": "us-west-2"]),
    Redirect(
      status: 307,
      code: "TemporaryRedirect",
      extra: "<Endpoint>bucket.s3.us-west-2.amazonaws.com</Endpoint>"
    ),
    Redirect(
      status: 301,
      code: "PermanentRedirect",
      extra: "<Endpoint>bucket.s3-us-west-2.amazonaws.com</Endpoint>"
    ),
    Redirect(
      status: 400,
      code: "AuthorizationHeaderMalformed",
      extra: "<Region>us-west-2</Region>"
    ),
  ])
  func `a bucket of another region is followed and remembered`(redirect: Redirect) async throws {
    let s3 = TestS3([
      error(redirect.status, redirect.code, headers: redirect.headers, extra: redirect.extra),
      answer(200), answer(200),
    ]) { $0.endpoint = nil }
    try await s3.bucket.put("x", to: "one")
    try await s3.bucket.put("x", to: "two")
    let hosts = s3.transport.requests.map(\.origin.host)
    #expect(
      hosts == [
        "bucket.s3.eu-west-1.amazonaws.com", "bucket.s3.us-west-2.amazonaws.com",
        "bucket.s3.us-west-2.amazonaws.com",
      ]
    )
    let last = s3.transport.requests.last?.headers["Authorization"]
    #expect(last?.contains("/us-west-2/s3/") == true)
  }

  @Test func `two regions that point at each other are left after a while`() async throws {
    let transport = ScriptedTransport { request in
      let isWest = request.origin.host.contains("us-west-2")
      return response(301, ["x-amz-bucket-region": isWest ? "eu-west-1" : "us-west-2"])
    }
    let s3 = TestS3(transport) { $0.endpoint = nil }
    let thrown = await #expect(throws: S3Error.self) { try await s3.bucket.exists() }
    #expect(thrown?.code == .permanentRedirect)
    #expect(transport.requests.count == 3)
  }

  @Test func `a refusal that names the region we asked in is a refusal`() async throws {
    let s3 = TestS3([answer(403, ["x-amz-bucket-region": "eu-west-1"])])
    let thrown = await #expect(throws: S3Error.self) { try await s3.bucket.exists() }
    #expect(thrown?.code == .accessDenied)
  }
}

/// Gives others each time the ones before were rejected.
private final class RotatingCredentials: CredentialsProvider {
  private let state = Mutex<[String]>([])

  var rejected: [String] { state.withLock { $0 } }

  func credentials() async throws -> Credentials {
    let number = rejected.count
    return Credentials(
      accessKeyID: "AKID\(number)",
      secretAccessKey: "secret",
      sessionToken: "token-\(number)"
    )
  }

  func invalidate(_ rejected: Credentials) async {
    state.withLock { $0.append(rejected.accessKeyID) }
  }
}

private struct NoCredentials: CredentialsProvider {
  struct Refusal: Error, CustomStringConvertible {
    let description = "nobody is logged in"
  }

  func credentials() async throws -> Credentials { throw Refusal() }
}
