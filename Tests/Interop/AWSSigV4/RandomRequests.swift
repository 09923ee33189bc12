import AWSSigV4
import Digests
import Foundation
import HTTPWire

/// Requests made by chance, the same ones for the same seed.
///
/// Left out is where botocore takes a URL for encoded that is not, and header values that Python's
/// own header class would fold.
struct RandomRequests {
  struct Case: Encodable, Sendable {
    var method: String
    var url: String
    var headers: [String: String]
    var bodyBase64: String
    var service: String
    var region: String
    var date: String
    var sessionToken: String?
    var presign: Bool

    func explanation() throws -> SigV4Explanation {
      let slash = url.dropFirst(8).firstIndex(of: "/") ?? url.endIndex
      let body = Base64.decode(bodyBase64) ?? []
      let request = HTTPRequest(
        HTTPMethod(rawValue: method),
        origin: try HTTPEndpoint(String(url[..<slash])).origin,
        target: String(url[slash...]),
        headers: HTTPHeaders(headers.map { .init($0.key, $0.value) }),
        body: .bytes(body)
      )
      let signer = SigV4Signer(service: service, region: region)
      let credentials = Credentials(
        accessKeyID: "AKID",
        secretAccessKey: "s+/=",
        sessionToken: sessionToken
      )
      let digits = date.compactMap(\.wholeNumberValue)
      func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
      let time = CivilTime(
        year: number(0..<4),
        month: number(4..<6),
        day: number(6..<8),
        hour: number(8..<10),
        minute: number(10..<12),
        second: number(12..<14)
      )
      guard presign else {
        return signer.explain(request, payload: .of(body), with: credentials, at: time.date)
      }
      return try signer.explainPresigned(
        request,
        payload: service == "s3" ? .unsigned : .of(body),
        with: credentials,
        at: time.date,
        expires: .seconds(900)
      )
    }
  }

  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(service: String, presigned: Bool) -> Case {
    let host = pick([
      "http://localhost:9000", "https://bucket.s3.amazonaws.com", "http://127.0.0.1",
      "https://[::1]:8443", "https://Example.COM:443", "http://example.com:80",
    ])
    var url = host + "/" + PercentEncoding.encode(text(30), keeping: .unreservedAndSlash)
    // botocore keeps one value a name in a presigned URL, and moves a body into it.
    let pairs = (0..<number(4)).map { index in
      PercentEncoding.encode("n\(presigned ? index : 0)" + text(4)) + "="
        + PercentEncoding.encode(text(8))
    }
    if !pairs.isEmpty { url += "?" + pairs.joined(separator: "&") }
    var headers: [String: String] = [:]
    for _ in 0..<number(4) {
      let name = pick(["Content-Type", "x-amz-meta-A", "Range", "my-header", "A", "User-Agent"])
      headers[name] = pick(["v", "a  b", "\"quoted  twice\"", "x,y", "a=b;c", "~!@#$%^&*()"])
    }
    return Case(
      method: pick(["GET", "PUT", "POST", "DELETE", "HEAD"]),
      url: url,
      headers: headers,
      bodyBase64: presigned ? "" : Base64.encode(Array(text(20).utf8)),
      service: service,
      region: pick(["us-east-1", "eu-west-1"]),
      date: "2024022\(number(10))T23595\(number(10))Z",
      sessionToken: number(2) == 0 ? nil : "to/ken+==",
      presign: presigned
    )
  }

  private mutating func number(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  private mutating func pick(_ choices: [String]) -> String { choices[number(choices.count)] }

  private mutating func text(_ length: Int) -> String {
    let characters = Array("abcXYZ019 -._~/+=&?%#@:;,!$'()*[]\"\\<>|^`{}é日🧵\t")
    return String((0..<number(length)).map { _ in characters[number(characters.count)] })
  }
}
