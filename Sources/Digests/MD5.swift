import CCrypto

/// MD5, over libcrypto: for ETags and `Content-MD5`, never for anything that must be safe.
public struct MD5: HashFunction {
  /// 16 bytes.
  public typealias Value = Digest<16>

  private var context = MD5_CTX()

  /// Starts with nothing seen.
  public init() { unsafe MD5_Init(&context) }

  /// Takes the next bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    unsafe MD5_Update(&context, bytes.baseAddress, bytes.count)
  }

  /// The digest of everything seen so far.
  public var value: Digest<16> {
    var context = context
    return unsafe Digest { unsafe MD5_Final($0, &context) }
  }
}
