import Digests

/// The key of one day, region and service, ready to be used, and the texts that go with it.
final class SigningKey: Sendable {
  /// `20240229/us-east-1/s3/aws4_request`.
  let scope: String
  private let key: HMACSHA256.Key

  init(secret: String, day: some StringProtocol, region: String, service: String) {
    scope = "\(day)/\(region)/\(service)/aws4_request"
    var code = HMACSHA256.code(of: String(day), key: HMACSHA256.Key("AWS4" + secret))
    for step in [region, service, "aws4_request"] {
      code = HMACSHA256.code(of: step, key: HMACSHA256.Key(code))
    }
    key = HMACSHA256.Key(code)
  }

  /// The text that stands for a request.
  func stringToSign(_ canonicalRequest: [UInt8], at time: String) -> [UInt8] {
    Array("AWS4-HMAC-SHA256\n\(time)\n\(scope)\n\(SHA256.hash(canonicalRequest).hex)".utf8)
  }

  func signature(of text: [UInt8]) -> Digest<32> { HMACSHA256.code(of: text, key: key) }
}
