import Digests

/// The signatures of a streamed body: each is made from the one before, the first from the request's.
struct ChunkSignatureChain: Sendable {
  private let key: SigningKey
  private let time: String
  private var previous: Digest<32>

  init(continuing signature: SigV4Signature) {
    key = signature.key
    time = signature.time
    previous = signature.digest
  }

  /// The signature of the next chunk, whose data has this digest.
  mutating func sign(chunk digest: Digest<32>) -> Digest<32> {
    previous = key.signature(of: stringToSign(chunk: digest))
    return previous
  }

  /// The signature of the trailer, whose canonical lines have this digest.
  mutating func sign(trailer digest: Digest<32>) -> Digest<32> {
    previous = key.signature(of: stringToSign(trailer: digest))
    return previous
  }

  func stringToSign(chunk digest: Digest<32>) -> String {
    let nothing = PayloadHash.emptyBody.headerValue
    return "AWS4-HMAC-SHA256-PAYLOAD\n\(time)\n\(key.scope)\n\(previous)\n\(nothing)\n\(digest)"
  }

  func stringToSign(trailer digest: Digest<32>) -> String {
    "AWS4-HMAC-SHA256-TRAILER\n\(time)\n\(key.scope)\n\(previous)\n\(digest)"
  }
}
