import AWSSigV4
import Foundation
import HTTPWire
import Testing

/// One case of the public suite.
struct SuiteCase: Decodable, CustomTestStringConvertible {
  struct Context: Decodable {
    struct Keys: Decodable {
      let accessKeyId: String
      let secretAccessKey: String
      let token: String?
    }

    let credentials: Keys
    let expirationInSeconds: Int
    let normalize: Bool
    let region: String
    let service: String
    let signBody: Bool
    let timestamp: String
    let omitSessionToken: Bool?
  }

  struct Expected: Decodable {
    let canonicalRequest: String
    let stringToSign: String
    let signature: String
    let signedRequest: String
  }

  let name: String
  let context: Context
  let request: String
  let header: Expected
  let query: Expected

  static let all = Fixtures.load("aws-c-auth/cases.json", as: [SuiteCase].self)

  var testDescription: String { name }

  var signer: SigV4Signer {
    SigV4Signer(
      service: context.service,
      region: context.region,
      pathStyle: context.normalize ? .normalized : .unnormalized,
      sendsPayloadHash: context.signBody,
      signsSessionToken: !(context.omitSessionToken ?? false)
    )
  }

  var credentials: Credentials {
    Credentials(
      accessKeyID: context.credentials.accessKeyId,
      secretAccessKey: context.credentials.secretAccessKey,
      sessionToken: context.credentials.token
    )
  }

  var date: Date { Fixtures.date(context.timestamp) }

  var payload: PayloadHash { context.signBody ? .of(Self.parse(request).body) : .emptyBody }

  /// Takes an HTTP message as the suite writes it apart: lines end with LF, folded lines begin with
  /// a space, and the target may hold anything.
  static func parse(_ text: String) -> (request: HTTPRequest, body: [UInt8]) {
    let end = text.range(of: "\n\n")
    let body = Array(text[(end?.upperBound ?? text.endIndex)...].utf8)
    let lines = text[..<(end?.lowerBound ?? text.endIndex)].split(separator: "\n")
    let target = lines[0].drop { $0 != " " }.dropFirst().dropLast(" HTTP/1.1".count)
    var fields: [HTTPHeaders.Field] = []
    for line in lines.dropFirst() {
      if line.hasPrefix(" ") {
        fields[fields.count - 1].value += "\n\(line)"
      } else {
        let colon = line.firstIndex(of: ":") ?? line.endIndex
        fields.append(.init(String(line[..<colon]), String(line[colon...].dropFirst())))
      }
    }
    let request = HTTPRequest(
      HTTPMethod(rawValue: String(lines[0].prefix { $0 != " " })),
      origin: HTTPOrigin(scheme: .https, host: "example.amazonaws.com"),
      target: String(target),
      headers: HTTPHeaders(fields),
      body: body.isEmpty ? .empty : .bytes(body)
    )
    return (request, body)
  }
}
