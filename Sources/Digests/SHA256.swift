import CCrypto

/// SHA-256 (FIPS 180-4), over libcrypto.
public struct SHA256: HashFunction {
  /// 32 bytes.
  public typealias Value = Digest<32>

  private var context = SHA256_CTX()

  /// Starts with nothing seen.
  public init() { unsafe SHA256_Init(&context) }

  /// Takes the next bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    unsafe SHA256_Update(&context, bytes.baseAddress, bytes.count)
  }

  /// The digest of everything seen so far.
  public var value: Digest<32> {
    var context = context
    return unsafe Digest { unsafe SHA256_Final($0, &context) }
  }

  /// The digest of one piece of memory.
  public static func hash(_ bytes: UnsafeRawBufferPointer) -> Digest<32> {
    var context = SHA256_CTX()
    unsafe SHA256_Init(&context)
    unsafe SHA256_Update(&context, bytes.baseAddress, bytes.count)
    return unsafe Digest { unsafe SHA256_Final($0, &context) }
  }

  /// The digest of no bytes at all.
  public static let ofNothing = SHA256().value
}
