import AWSSigV4
import Foundation
import HTTPWire
import Testing

/// One way of spoiling a good request, and what is answered.
struct Spoiling: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let part: SigV4Refusal.Part
  let code: String
  let status: Int
  let spoil: @Sendable (inout HTTPRequest) -> Void

  init(
    _ name: String,
    _ part: SigV4Refusal.Part,
    _ code: String,
    _ status: Int,
    _ spoil: @escaping @Sendable (inout HTTPRequest) -> Void
  ) {
    testDescription = name
    self.part = part
    self.code = code
    self.status = status
    self.spoil = spoil
  }

  private static func authorization(
    _ name: String,
    _ part: SigV4Refusal.Part = .credential,
    _ code: String = "AuthorizationHeaderMalformed",
    _ status: Int = 400,
    _ change: @escaping @Sendable (String) -> String
  ) -> Spoiling {
    Spoiling(name, part, code, status) {
      $0.headers["Authorization"] = change($0.headers["Authorization"] ?? "")
    }
  }

  static let all: [Spoiling] = [
    authorization("no components") { _ in "AWS4-HMAC-SHA256 " },
    authorization("a component without a value") { $0 + ", More" },
    authorization("a fourth component") { $0 + ", More=1" },
    authorization("no signature") { $0.replacing("Signature=", with: "Sign=") },
    authorization("a scope of three parts") { $0.replacing("/us-east-1", with: "") },
    authorization("another terminal") { $0.replacing("aws4_request", with: "aws5_request") },
    authorization("another day") { $0.replacing("20130524", with: "20130523") },
    authorization("a day of letters") { $0.replacing("20130524", with: "2013052x") },
    authorization("another region", .region) { $0.replacing("us-east-1", with: "eu-west-1") },
    authorization("another service", .service) { $0.replacing("/s3/", with: "/s4/") },
    authorization("an unknown key", .accessKey, "InvalidAccessKeyId", 403) {
      $0.replacing("AKIA", with: "BKIA")
    },
    authorization("an old mechanism", .mechanism, "InvalidRequest") { _ in "AWS key:signature" },
    authorization("an asymmetric mechanism", .mechanism, "InvalidRequest") {
      $0.replacing("AWS4-HMAC-SHA256", with: "AWS4-ECDSA-P256-SHA256")
    },
    authorization("the host not signed", .signedHeaders, "AccessDenied", 403) {
      $0.replacing("host;", with: "")
    },
    authorization("the date not signed", .signedHeaders, "AccessDenied", 403) {
      $0.replacing(";x-amz-date", with: "")
    },
    authorization("a signature cut short", .signature, "SignatureDoesNotMatch", 403) {
      String($0.dropLast())
    },
    authorization("a signature in upper case", .signature, "SignatureDoesNotMatch", 403) {
      let place = $0.index($0.endIndex, offsetBy: -64)
      return $0[..<place] + $0[place...].uppercased()
    },
    Spoiling("no payload hash", .payload, "InvalidRequest", 400) {
      $0.headers["X-Amz-Content-Sha256"] = nil
    },
    Spoiling("a payload hash that is none", .payload, "InvalidArgument", 400) {
      $0.headers["X-Amz-Content-Sha256"] = "E3B0C442"
    },
    Spoiling("a malformed date", .date, "AccessDenied", 403) {
      $0.headers["X-Amz-Date"] = "20130524T250000Z"
    },
    Spoiling("no date", .date, "AccessDenied", 403) { $0.headers["X-Amz-Date"] = nil },
    Spoiling("an unsigned field", .signedHeaders, "AccessDenied", 403) {
      $0.headers["x-amz-acl"] = "public-read"
    },
    Spoiling("a token out of nowhere", .sessionToken, "InvalidToken", 400) {
      $0.headers["X-Amz-Security-Token"] = "token"
    },
    Spoiling("two mechanisms", .mechanism, "InvalidArgument", 400) {
      $0.target += "?X-Amz-Algorithm=AWS4-HMAC-SHA256"
    },
    Spoiling("another key", .signature, "SignatureDoesNotMatch", 403) {
      $0.target = "/bucket/another"
    },
    Spoiling("another value", .signature, "SignatureDoesNotMatch", 403) {
      $0.headers["Range"] = "bytes=0-10"
    },
  ]
}

@Suite struct SigV4RefusalTests {
  private let verifier = SigV4VerifierTests.verifier(
    S3Example.credentials,
    region: "us-east-1"
  )

  private func refusal(_ request: HTTPRequest, at date: Date = S3Example.date) -> SigV4Refusal? {
    SigV4VerifierTests.refusal(verifier.verify(request, at: date))
  }

  @Test(arguments: Spoiling.all)
  func `says what does not hold`(spoiling: Spoiling) {
    var request = SigV4VerifierTests.signedRequest { $0.headers["Range"] = "bytes=0-9" }
    #expect(SigV4VerifierTests.isVerified(verifier.verify(request, at: S3Example.date)))
    spoiling.spoil(&request)
    let refusal = refusal(request)
    #expect(refusal?.part == spoiling.part, "\(refusal as Any)")
    #expect(refusal?.code == spoiling.code)
    #expect(refusal?.status == spoiling.status)
  }

  @Test(arguments: [(-901, false), (-900, true), (0, true), (900, true), (901, false)])
  func `allows fifteen minutes of skew`(seconds: Int, isAllowed: Bool) {
    let request = SigV4VerifierTests.signedRequest()
    let refusal = refusal(request, at: S3Example.date.addingTimeInterval(Double(seconds)))
    #expect((refusal == nil) == isAllowed)
    if let refusal {
      #expect(refusal.code == "RequestTimeTooSkewed" && refusal.part == .date)
      #expect(refusal["RequestTime"] == "20130524T000000Z")
      #expect(refusal["ServerTime"]?.hasPrefix("2013-05-2") == true)
      #expect(refusal["MaxAllowedSkewMilliseconds"] == "900000")
    }
  }

  @Test func `shows what was computed when a signature does not match`() {
    var request = SigV4VerifierTests.signedRequest()
    request.target = "/bucket/another"
    let refusal = refusal(request)
    #expect(refusal?["AWSAccessKeyId"] == "AKIAIOSFODNN7EXAMPLE")
    #expect(refusal?["CanonicalRequest"]?.hasPrefix("GET\n/bucket/another\n\nhost:") == true)
    #expect(refusal?["StringToSign"]?.hasPrefix("AWS4-HMAC-SHA256\n20130524T000000Z\n") == true)
    #expect(refusal?["StringToSignBytes"]?.hasPrefix("41 57 53 34 2d") == true)
    let region = SigV4VerifierTests.verifier(S3Example.credentials, region: "eu-west-1")
      .verify(SigV4VerifierTests.signedRequest(), at: S3Example.date)
    #expect(SigV4VerifierTests.refusal(region)?["Region"] == "eu-west-1")
  }

  @Test func `a session needs its token, and its time`() {
    let session = Credentials(
      accessKeyID: "ASIA",
      secretAccessKey: "secret",
      sessionToken: "token",
      expiration: S3Example.date.addingTimeInterval(60)
    )
    let verifier = SigV4VerifierTests.verifier(session)
    let request = SigV4VerifierTests.signedRequest(session)
    #expect(SigV4VerifierTests.isVerified(verifier.verify(request, at: S3Example.date)))
    let later = verifier.verify(request, at: S3Example.date.addingTimeInterval(61))
    #expect(SigV4VerifierTests.refusal(later)?.code == "ExpiredToken")
    #expect(SigV4VerifierTests.refusal(later)?.jsonCode == "ExpiredTokenException")
    var changed = request
    changed.headers["X-Amz-Security-Token"] = "other"
    let other = SigV4VerifierTests.refusal(verifier.verify(changed, at: S3Example.date))
    #expect(other?.code == "InvalidToken" && other?.jsonCode == "UnrecognizedClientException")
  }
}
