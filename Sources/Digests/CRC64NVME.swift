/// CRC-64 as NVMe has it, S3's default.
public struct CRC64NVME: HashFunction {
  private static let field = ReflectedCRC(polynomial: 0x9A6C_9329_AC4B_C9B5, width: 64)

  private var register = UInt64(UInt64.max)

  /// Starts with nothing seen.
  public init() {}

  /// Takes the next bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    register = unsafe Self.field.updated(register, with: bytes)
  }

  /// The checksum of everything seen so far.
  public var value: UInt64 { ~UInt64(truncatingIfNeeded: register) }

  /// The checksum of two pieces laid together, from theirs and the length of the second.
  public static func combine(_ first: UInt64, _ second: UInt64, secondLength: Int) -> UInt64 {
    UInt64(truncatingIfNeeded: field.combined(UInt64(first), UInt64(second), length: secondLength))
  }
}
