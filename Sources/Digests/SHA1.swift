import CCrypto

/// SHA-1, over libcrypto: for checksums that ask for it, never for anything that must be safe.
public struct SHA1: HashFunction {
  /// 20 bytes.
  public typealias Value = Digest<20>

  private var context = SHA_CTX()

  /// Starts with nothing seen.
  public init() { unsafe SHA1_Init(&context) }

  /// Takes the next bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    unsafe SHA1_Update(&context, bytes.baseAddress, bytes.count)
  }

  /// The digest of everything seen so far.
  public var value: Digest<20> {
    var context = context
    return unsafe Digest { unsafe SHA1_Final($0, &context) }
  }
}
