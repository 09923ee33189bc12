public import Digests

/// A signature that was made, and what the chunks of a streamed body continue from.
public struct SigV4Signature: Sendable {
  /// The signature itself.
  public let digest: Digest<32>
  /// The moment it was made for, as `20240229T235958Z`.
  public let time: String
  let key: SigningKey

  /// The signature as it stands on the wire.
  public var hex: String { digest.hex }

  /// `20240229/us-east-1/s3/aws4_request`.
  public var scope: String { key.scope }
}
