import Digests

/// Where a listing goes on, in a form nobody takes for a key.
enum ContinuationToken {
  static func text(_ key: String) -> String { Base64.encode(Array("1\(key)".utf8)) }

  static func key(_ text: String) throws(S3Failure) -> String {
    guard let bytes = Base64.decode(text), bytes.first == UInt8(ascii: "1"),
      let key = String(validating: bytes.dropFirst(), as: UTF8.self)
    else {
      throw .invalidArgument(
        "The continuation token provided is incorrect",
        "continuation-token",
        text
      )
    }
    return key
  }
}
