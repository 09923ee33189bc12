/// A digest of fixed length, held inline; comparing two takes the same time wherever they differ.
@frozen public struct Digest<let length: Int>: Sendable {
  /// The bytes in the order the algorithm gives them.
  public let inline: InlineArray<length, UInt8>

  /// Lets `fill` write all bytes.
  init(filledBy fill: (UnsafeMutablePointer<UInt8>) -> Void) {
    var storage = InlineArray<length, UInt8>(repeating: 0)
    var span = storage.mutableSpan
    unsafe span.withUnsafeMutableBufferPointer { buffer in
      if let start = buffer.baseAddress { unsafe fill(start) }
    }
    inline = storage
  }

  // What follows is inlinable because a length that is known only at run time costs a hundred times
  // as much.

  /// Takes bytes that were kept or sent; `nil` where their number is another.
  @inlinable
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == length else { return nil }
    var storage = InlineArray<length, UInt8>(repeating: 0)
    for (place, byte) in bytes.enumerated() { storage[place] = byte }
    inline = storage
  }

  /// Reads hexadecimal digits of either case; `nil` for anything else.
  @inlinable
  public init?(hex: some StringProtocol) {
    guard let bytes = Hex.decode(hex) else { return nil }
    self.init(bytes)
  }

  /// Reads padded base64; `nil` for anything else.
  @inlinable
  public init?(base64: some StringProtocol) {
    guard let bytes = Base64.decode(base64) else { return nil }
    self.init(bytes)
  }

  /// The bytes as an array.
  @inlinable
  public var bytes: [UInt8] { unsafe withUnsafeBytes { unsafe Array($0) } }

  /// The bytes in lower-case hexadecimal.
  @inlinable
  public var hex: String { unsafe withUnsafeBytes { unsafe Hex.encode($0) } }

  /// The bytes in padded base64.
  @inlinable
  public var base64: String { Base64.encode(bytes) }

  /// Lends the bytes.
  @inlinable
  public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    unsafe inline.span.withUnsafeBytes { unsafe body($0) }
  }
}

extension Digest: Hashable {
  /// Compares every byte, whatever the first ones said.
  @inlinable
  public static func == (a: Digest, b: Digest) -> Bool {
    var difference: UInt8 = 0
    for index in a.inline.indices { difference |= a.inline[index] ^ b.inline[index] }
    return difference == 0
  }

  /// Feeds all bytes to the hasher.
  @inlinable
  public func hash(into hasher: inout Hasher) {
    unsafe withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
  }
}

extension Digest: CustomStringConvertible {
  /// The bytes in lower-case hexadecimal.
  @inlinable
  public var description: String { hex }
}
