import AWSSigV4
import Foundation
import HTTPWire
import Testing

/// Mistakes that real signers made, and whether the verifier finds each of them.
@Suite struct SignatureMistakeTests {
  private let credentials = S3Example.credentials
  private let date = S3Example.date

  /// What the verifier says of a request that was signed in one form and sent in another.
  private func cause(
    signing signer: SigV4Signer = S3Example.signer,
    as credentials: Credentials = S3Example.credentials,
    payload: PayloadHash = .emptyBody,
    _ signed: (inout HTTPRequest) -> Void,
    sending sent: (inout HTTPRequest) -> Void
  ) -> SigV4Refusal? {
    var request = HTTPRequest(
      .put,
      origin: HTTPOrigin(scheme: .http, host: "localhost", port: 9000),
      target: "/bucket/a%2Bb?x=1"
    )
    signed(&request)
    signer.sign(&request, payload: payload, with: credentials, at: date)
    sent(&request)
    let verifier = SigV4VerifierTests.verifier(self.credentials)
    return SigV4VerifierTests.refusal(verifier.verify(request, at: date))
  }

  @Test(arguments: ["\n", " ", "\r\n"])
  func `white space behind the secret`(space: String) {
    let secret = credentials.secretAccessKey + space
    let wrong = Credentials(accessKeyID: credentials.accessKeyID, secretAccessKey: secret)
    let refusal = cause(as: wrong, { _ in }, sending: { _ in })
    #expect(refusal?.part == .secret && refusal?.code == "SignatureDoesNotMatch")
    #expect(refusal?.hint?.contains(credentials.secretAccessKey) == false)
  }

  @Test(arguments: ["localhost", "localhost:80"])
  func `another port in the host`(host: String) {
    let refusal = cause({ $0.headers["Host"] = host }, sending: { $0.headers["Host"] = nil })
    #expect(refusal?.part == .host)
    #expect(refusal?.hint?.contains(host) == true)
  }

  @Test(arguments: [HTTPMethod.get, .head, .post, .delete])
  func `another method`(method: HTTPMethod) {
    let refusal = cause({ $0.method = method }, sending: { $0.method = .put })
    #expect(refusal?.part == .method)
  }

  @Test(arguments: [PathStyle.unnormalized, .normalized])
  func `a path encoded twice`(style: PathStyle) {
    let signer = SigV4Signer(
      service: "s3",
      region: "us-east-1",
      pathStyle: style,
      sendsPayloadHash: true
    )
    #expect(cause(signing: signer, { _ in }, sending: { _ in })?.part == .path)
  }

  @Test func `a plus that should be a space, and a query left out`() {
    let plus = cause({ $0.target = "/k?x=a%2Bb" }, sending: { $0.target = "/k?x=a+b" })
    #expect(plus?.part == .query)
    let none = cause({ $0.target = "/k" }, sending: { $0.target = "/k?acl" })
    #expect(none?.part == .query)
  }

  @Test func `a payload that is not what the field says`() {
    let refusal = cause(
      payload: .unsigned,
      { _ in },
      sending: { $0.headers["X-Amz-Content-Sha256"] = PayloadHash.emptyBody.headerValue }
    )
    // The field is signed itself, so that changing it changes two lines: no single cause.
    #expect(refusal?.part == .signature)
    var query = HTTPRequest(
      .get,
      origin: HTTPOrigin(scheme: .https, host: "h"),
      target: "/?Action=Get"
    )
    let signer = SigV4Signer(service: "sts", region: "us-east-1")
    signer.sign(&query, payload: .unsigned, with: credentials, at: date)
    let verifier = SigV4VerifierTests.verifier(credentials, services: ["sts"])
    let other = SigV4VerifierTests.refusal(verifier.verify(query, at: date))
    #expect(other?.part == .payload)
  }
}
