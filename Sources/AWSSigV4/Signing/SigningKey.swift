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

  /// The text that stands for a request at a moment.
  func stringToSign(_ digest: Digest<32>, at time: String) -> [UInt8] {
    ByteWriter.bytes(capacity: 83 + time.utf8.count + scope.utf8.count) { output in
      output.append("AWS4-HMAC-SHA256\n")
      output.append(time)
      output.append(UInt8(ascii: "\n"))
      output.append(scope)
      output.append(UInt8(ascii: "\n"))
      output.append(digest)
    }
  }

  func signature(of text: [UInt8]) -> Digest<32> { HMACSHA256.code(of: text, key: key) }

  /// The value of the `Authorization` field.
  func authorization(signedHeaders: ArraySlice<UInt8>, signature: Digest<32>) -> String {
    let capacity = 125 + accessKeyID.utf8.count + scope.utf8.count + signedHeaders.count
    return ByteWriter.text(capacity: capacity) { output in
      output.append("AWS4-HMAC-SHA256 Credential=")
      output.append(accessKeyID)
      output.append(UInt8(ascii: "/"))
      output.append(scope)
      output.append(", SignedHeaders=")
      output.append(signedHeaders)
      output.append(", Signature=")
      output.append(signature)
    }
  }
}

extension ByteWriter {
  /// Writes a digest in lower-case hexadecimal.
  mutating func append(_ digest: Digest<32>) {
    for index in digest.inline.indices {
      append((digest.inline[index] >> 4).lowerHexDigit)
      append((digest.inline[index] & 15).lowerHexDigit)
    }
  }
}

extension UInt8 {
  fileprivate var lowerHexDigit: UInt8 {
    self < 10 ? UInt8(ascii: "0") + self : UInt8(ascii: "a") + (self - 10)
  }
}
