public import Digests

/// What a signature says about the body: its digest, or a word that stands for none.
public struct PayloadHash: Sendable, Hashable {
  /// The text as it stands in `X-Amz-Content-Sha256` and in the canonical request.
  public let headerValue: String

  /// Takes the text of the header as it is.
  public init(headerValue: String) { self.headerValue = headerValue }

  /// A body at hand, hashed now.
  public static func of(_ bytes: [UInt8]) -> PayloadHash { .sha256(SHA256.hash(bytes)) }

  /// A body whose digest is known.
  public static func sha256(_ digest: Digest<32>) -> PayloadHash {
    PayloadHash(headerValue: digest.hex)
  }

  /// A body whose digest is known in lower-case hexadecimal.
  public static func sha256Hex(_ text: String) -> PayloadHash { PayloadHash(headerValue: text) }

  /// No body.
  public static let emptyBody = PayloadHash(
    headerValue: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
  )

  /// A body the signature does not cover: for TLS, which covers it.
  public static let unsigned = PayloadHash(headerValue: "UNSIGNED-PAYLOAD")

  /// Chunks with a signature each.
  public static let streamingSigned = PayloadHash(
    headerValue: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
  )

  /// Chunks with a signature each and a signed trailer.
  public static let streamingSignedTrailer = PayloadHash(
    headerValue: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
  )

  /// Chunks without signatures and a trailer.
  public static let streamingUnsignedTrailer = PayloadHash(
    headerValue: "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
  )

  /// Whether it is one of the words or a digest in lower-case hexadecimal.
  var isKnown: Bool {
    switch self {
    case .unsigned, .streamingSigned, .streamingSignedTrailer, .streamingUnsignedTrailer: true
    default: isDigest
    }
  }

  /// The digest, where it is one.
  var digest: Digest<32>? { isDigest ? Digest(hex: headerValue) : nil }

  private var isDigest: Bool {
    let bytes = headerValue.utf8.span
    guard bytes.count == 64 else { return false }
    for index in bytes.indices where bytes[index].hexValue == nil || bytes[index] & 0x60 == 0x40 {
      return false
    }
    return true
  }
}
