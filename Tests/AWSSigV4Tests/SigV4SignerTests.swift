import AWSSigV4
import FoundationEssentials
import HTTPWire
import Testing

@Suite struct SigV4SignerTests {
  private let session = Credentials(
    accessKeyID: "AKID",
    secretAccessKey: "secret",
    sessionToken: "token"
  )

  private func signed(
    _ service: String,
    _ headers: HTTPHeaders = [:],
    signsSessionToken: Bool = true
  ) -> HTTPHeaders {
    var request = HTTPRequest(
      .get,
      origin: HTTPOrigin(scheme: .https, host: "Example.com", port: 8443),
      target: "/",
      headers: headers
    )
    let signer = SigV4Signer(
      service: service,
      region: "eu-west-1",
      signsSessionToken: signsSessionToken
    )
    signer.sign(&request, payload: .emptyBody, with: session, at: S3Example.date)
    return request.headers
  }

  private func list(_ headers: HTTPHeaders) -> [Substring] {
    let authorization = headers["Authorization"] ?? ""
    let list = authorization.split(separator: "SignedHeaders=").last?.prefix { $0 != "," }
    return list?.split(separator: ";") ?? []
  }

  @Test func `signs what must arrive unchanged and nothing else`() {
    let headers = signed(
      "s3",
      [
        "User-Agent": "a", "Accept-Encoding": "b", "Connection": "c", "Expect": "100-continue",
        "X-Amzn-Trace-Id": "d", "amz-sdk-request": "e", "Sec-WebSocket-Key": "f", "TE": "g",
        "Range": "bytes=0-1", "X-AMZ-Meta-Name": "h",
      ]
    )
    #expect(
      list(headers) == [
        "host", "range", "x-amz-content-sha256", "x-amz-date", "x-amz-meta-name",
        "x-amz-security-token",
      ]
    )
  }

  @Test func `names the host as the wire does, unless another is given`() {
    #expect(signed("s3")["Host"] == "example.com:8443")
    #expect(signed("s3", ["hOST": "proxy"]).values("Host") == ["proxy"])
  }

  @Test func `sends what the service wants`() {
    #expect(signed("s3")["X-Amz-Content-Sha256"] == PayloadHash.emptyBody.headerValue)
    #expect(signed("kinesis")["X-Amz-Content-Sha256"] == nil)
    #expect(signed("s3express")["X-Amz-S3session-Token"] == "token")
    let old = signed("iotdevicegateway", signsSessionToken: false)
    #expect(old["X-Amz-Security-Token"] == "token")
    #expect(list(old) == ["host", "x-amz-date"])
  }

  @Test(arguments: ["s3", "s3-outposts", "s3-object-lambda", "s3express", "execute-api"])
  func `knows whose paths are keys`(service: String) {
    let isNormalized = service == "execute-api"
    #expect(PathStyle(service: service) == (isNormalized ? .normalized : .s3))
  }
}
