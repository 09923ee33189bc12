/// CRC-32 as in gzip, PNG and Ethernet.
public struct CRC32: HashFunction {
  private static let field = ReflectedCRC(polynomial: 0xEDB8_8320, width: 32)

  private var register = UInt64(UInt32.max)

  /// Starts with nothing seen.
  public init() {}

  /// Takes the next bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    register = unsafe Self.field.updated(register, with: bytes)
  }

  /// The checksum of everything seen so far.
  public var value: UInt32 { ~UInt32(truncatingIfNeeded: register) }

  /// The checksum of two pieces laid together, from theirs and the length of the second.
  public static func combine(_ first: UInt32, _ second: UInt32, secondLength: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: field.combined(UInt64(first), UInt64(second), length: secondLength))
  }
}
