import Digests

/// The key of one day, region and service, ready to be used, and the texts that go with it.
final class SigningKey: Sendable {
  let accessKeyID: String
  /// `20240229/us-east-1/s3/aws4_request`.
  let scope: String
  /// The 32 bytes themselves; only tests and other protocols need them.
  let bytes: Digest<32>
  private let key: HMACSHA256.Key
  /// What stands between the moment and the digest in a string to sign.
  private let scopeLines: [UInt8]
  /// What stands before the names of fields in `Authorization`.
  private let claim: [UInt8]

  init(_ credentials: Credentials, day: some StringProtocol, region: String, service: String) {
    accessKeyID = credentials.accessKeyID
    scope = "\(day)/\(region)/\(service)/aws4_request"
    var code = HMACSHA256.code(
      of: String(day),
      key: HMACSHA256.Key("AWS4" + credentials.secretAccessKey)
    )
    for step in [region, service, "aws4_request"] {
      code = HMACSHA256.code(of: step, key: HMACSHA256.Key(code))
    }
    bytes = code
    key = HMACSHA256.Key(code)
    scopeLines = Array("\n\(scope)\n".utf8)
    claim = Array("AWS4-HMAC-SHA256 Credential=\(accessKeyID)/\(scope), SignedHeaders=".utf8)
  }

  /// Room that is enough for the string to sign and the value of `Authorization`.
  func capacity(at time: String, _ shape: HeaderShape) -> Int {
    208 + time.utf8.count + scopeLines.count + claim.count + shape.list.count
  }

  /// Writes the text that stands for a request at a moment.
  func writeStringToSign(_ digest: Digest<32>, at time: String, to output: inout ByteBuffer) {
    output.append("AWS4-HMAC-SHA256\n")
    output.append(time)
    output.append(scopeLines)
    output.append(digest)
  }

  /// The signature of a text.
  func signature(of text: Span<UInt8>) -> Digest<32> { HMACSHA256.code(of: text, key: key) }

  /// The signature of a text.
  func signature(of text: String) -> Digest<32> { HMACSHA256.code(of: text, key: key) }

  /// Writes the value of the `Authorization` field.
  func writeAuthorization(
    _ shape: HeaderShape,
    signature: Digest<32>,
    to output: inout ByteBuffer
  ) {
    output.append(claim)
    output.append(shape.constants, shape.list)
    output.append(", Signature=")
    output.append(signature)
  }
}
