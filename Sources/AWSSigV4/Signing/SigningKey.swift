import Digests

/// The key of one day, region and service, ready to be used, and the texts that go with it.
final class SigningKey: Sendable {
  let accessKeyID: String
  /// `20240229/us-east-1/s3/aws4_request`.
  let scope: String
  /// The 32 bytes themselves; only tests and other protocols need them.
  let bytes: Digest<32>
  private let key: HMACSHA256.Key

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
  }

  /// Room that is enough for the string to sign and the value of `Authorization`.
  func capacity(at time: String, _ shape: HeaderShape) -> Int {
    208 + time.utf8.count + 2 * scope.utf8.count + accessKeyID.utf8.count + shape.list.count
  }

  /// Writes the text that stands for a request at a moment.
  func writeStringToSign(_ digest: Digest<32>, at time: String, to output: inout ByteBuffer) {
    output.append("AWS4-HMAC-SHA256\n")
    output.append(time)
    output.append("\n")
    output.append(scope)
    output.append("\n")
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
    output.append("AWS4-HMAC-SHA256 Credential=")
    output.append(accessKeyID)
    output.append("/")
    output.append(scope)
    output.append(", SignedHeaders=")
    output.append(shape.constants, shape.list)
    output.append(", Signature=")
    output.append(signature)
  }
}
