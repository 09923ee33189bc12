/// HMAC with SHA-256 (RFC 2104): a message authenticated while it arrives.
public struct HMACSHA256: Sendable {
  /// A key whose two padded blocks are hashed already, so that each use costs only the message.
  public struct Key: Sendable {
    fileprivate let inner: SHA256
    fileprivate let outer: SHA256

    /// Takes a key of any length.
    public init(_ bytes: UnsafeRawBufferPointer) {
      var block = InlineArray<64, UInt8>(repeating: 0)
      if bytes.count <= 64 {
        for index in bytes.indices { block[index] = unsafe bytes[index] }
      } else {
        let digest = unsafe SHA256.hash(bytes)
        for index in digest.inline.indices { block[index] = digest.inline[index] }
      }
      inner = Self.padded(block, with: 0x36)
      outer = Self.padded(block, with: 0x5c)
    }

    /// Takes a key of any length.
    public init(_ bytes: [UInt8]) { self = unsafe bytes.withUnsafeBytes { unsafe Key($0) } }

    /// Takes the UTF-8 bytes of a text.
    public init(_ text: String) { self.init(Array(text.utf8)) }

    /// Takes what another authentication gave.
    public init(_ digest: Digest<32>) { self = unsafe digest.withUnsafeBytes { unsafe Key($0) } }

    private static func padded(_ block: InlineArray<64, UInt8>, with pad: UInt8) -> SHA256 {
      let block = InlineArray<64, UInt8> { block[$0] ^ pad }
      var function = SHA256()
      function.update(block.span)
      return function
    }
  }

  private var inner: SHA256
  private let outer: SHA256

  /// Starts a message under `key`.
  public init(key: Key) {
    inner = key.inner
    outer = key.outer
  }

  /// Takes the next bytes of the message.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) { unsafe inner.update(bytes) }

  /// Takes the next bytes of the message.
  public mutating func update(_ bytes: [UInt8]) { inner.update(bytes) }

  /// The code of everything seen so far.
  public var value: Digest<32> {
    var outer = outer
    let digest = inner.value
    outer.update(digest.inline.span)
    return outer.value
  }

  /// The code of one message.
  public static func code(of message: UnsafeRawBufferPointer, key: Key) -> Digest<32> {
    var code = HMACSHA256(key: key)
    unsafe code.update(message)
    return code.value
  }

  /// The code of one message.
  public static func code(of message: Span<UInt8>, key: Key) -> Digest<32> {
    unsafe message.withUnsafeBytes { unsafe code(of: $0, key: key) }
  }

  /// The code of one message.
  public static func code(of message: [UInt8], key: Key) -> Digest<32> {
    unsafe message.withUnsafeBytes { unsafe code(of: $0, key: key) }
  }

  /// The code of the UTF-8 bytes of a text.
  public static func code(of message: String, key: Key) -> Digest<32> {
    code(of: Array(message.utf8), key: key)
  }
}
