import AWSSigV4
import Foundation
import HTTPWire
import Testing

/// Whether somebody else's signatures are recognised, and what is said of those that do not hold.
@Suite struct SigV4VerifierTests {
  static func verifier(
    _ credentials: Credentials,
    services: Set<String> = ["s3"],
    region: String? = nil
  ) -> SigV4Verifier {
    var options = SigV4Verifier.Options()
    options.services = services
    options.region = region
    return SigV4Verifier(options: options) { $0 == credentials.accessKeyID ? credentials : nil }
  }

  static func refusal(_ verdict: SigV4Verdict) -> SigV4Refusal? {
    if case .refused(let refusal) = verdict { refusal } else { nil }
  }

  static func isVerified(_ verdict: SigV4Verdict) -> Bool {
    if case .verified = verdict { true } else { false }
  }

  @Test(arguments: SuiteCase.all)
  func `recognises the header signatures of the public suite`(testCase: SuiteCase) {
    let verifier = Self.verifier(testCase.credentials, services: ["service"])
    let request = SuiteCase.parse(testCase.header.signedRequest).request
    let verdict = verifier.verify(request, payload: testCase.payload, at: testCase.date)
    expectRecognised(verdict, of: testCase, canonical: testCase.header.canonicalRequest)
  }

  @Test(arguments: SuiteCase.all)
  func `recognises the query signatures of the public suite`(testCase: SuiteCase) {
    let verifier = Self.verifier(testCase.credentials, services: ["service"])
    let request = SuiteCase.parse(testCase.query.signedRequest).request
    // Where the token is added outside of the signature, no server can tell: it would cover it.
    if testCase.context.omitSessionToken ?? false { return }
    let verdict = verifier.verify(request, payload: testCase.payload, at: testCase.date)
    expectRecognised(verdict, of: testCase, canonical: testCase.query.canonicalRequest)
  }

  /// A service normalises; a client that did not is told so.
  private func expectRecognised(_ verdict: SigV4Verdict, of testCase: SuiteCase, canonical: String)
  {
    let path = canonical.split(separator: "\n")[1]
    let isNormal = !path.contains("//") && !path.contains("/.")
    if testCase.context.normalize || isNormal {
      #expect(Self.isVerified(verdict), "\(verdict)")
    } else {
      #expect(Self.refusal(verdict)?.part == .path, "\(verdict)")
    }
  }

  @Test(arguments: BotocoreVector.all)
  func `recognises what botocore signed`(vector: BotocoreVector) throws {
    let verifier = Self.verifier(vector.credentials, services: [vector.service])
    var request = try vector.request()
    if let authorization = vector.authorization {
      let signed = try #require(authorization.split(separator: "SignedHeaders=").last)
      request.headers["Authorization"] = authorization
      request.headers["X-Amz-Date"] = vector.amzDate
      request.headers["X-Amz-Security-Token"] = vector.sessionToken
      if signed.contains("x-amz-content-sha256") {
        let payload = vector.canonicalRequest.split(separator: "\n").last.map(String.init)
        request.headers["X-Amz-Content-Sha256"] = payload
      }
    } else {
      request = try Fixtures.request("GET", try #require(vector.signedUrl))
    }
    let verdict = verifier.verify(request, at: Fixtures.date(vector.amzDate))
    #expect(Self.isVerified(verdict), "\(verdict)")
  }

  @Test func `reads components without spaces and in any order, and keys with a slash`() {
    let credentials = Credentials(accessKeyID: "a/b", secretAccessKey: "secret")
    var request = Self.signedRequest(credentials)
    let parts = (request.headers["Authorization"] ?? "").dropFirst("AWS4-HMAC-SHA256 ".count)
      .split(separator: ", ").reversed()
    request.headers["Authorization"] = "AWS4-HMAC-SHA256 " + parts.joined(separator: ",")
    let verdict = Self.verifier(credentials).verify(request, at: S3Example.date)
    guard case .verified(let verified) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect(verified.accessKeyID == "a/b")
    #expect(verified.signedHeaders == ["host", "x-amz-content-sha256", "x-amz-date"])
  }

  @Test func `takes the date of HTTP where there is no other`() throws {
    // The signer always sends X-Amz-Date, so this signature is made by an earlier step.
    var request = Self.signedRequest(S3Example.credentials)
    request.headers["X-Amz-Date"] = nil
    let verifier = Self.verifier(S3Example.credentials)
    #expect(Self.refusal(verifier.verify(request, at: S3Example.date))?.part == .date)
    request.headers["Date"] = HTTPDate.format(S3Example.date)
    let refusal = Self.refusal(verifier.verify(request, at: S3Example.date))
    #expect(refusal?.code == "SignatureDoesNotMatch")
    #expect(refusal?["StringToSign"]?.contains("20130524T000000Z") == true)
  }

  @Test func `a request that claims nothing is anonymous`() throws {
    let request = try Fixtures.request("GET", "https://bucket.s3.amazonaws.com/key?list-type=2")
    guard case .anonymous = Self.verifier(S3Example.credentials).verify(request, at: S3Example.date)
    else {
      Issue.record("it was taken for somebody's")
      return
    }
  }

  /// A plain S3 request, signed at the examples' time.
  static func signedRequest(
    _ credentials: Credentials = S3Example.credentials,
    _ change: (inout HTTPRequest) -> Void = { _ in },
    payload: PayloadHash = .emptyBody
  ) -> HTTPRequest {
    var request = HTTPRequest(
      .get,
      origin: HTTPOrigin(scheme: .http, host: "localhost", port: 9000),
      target: "/bucket/a%20key"
    )
    change(&request)
    S3Example.signer.sign(&request, payload: payload, with: credentials, at: S3Example.date)
    return request
  }
}
