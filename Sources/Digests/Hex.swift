/// Bytes as pairs of hexadecimal digits.
public enum Hex {
  /// Writes two lower-case digits a byte.
  public static func encode(_ bytes: UnsafeRawBufferPointer) -> String {
    unsafe String(unsafeUninitializedCapacity: bytes.count * 2) { unsafe write(bytes, to: $0) }
  }

  /// Writes two lower-case digits a byte.
  public static func encode(_ bytes: [UInt8]) -> String {
    unsafe bytes.withUnsafeBytes { unsafe encode($0) }
  }

  /// Reads digits of either case; `nil` where their number is odd or one is none.
  public static func decode(_ text: some StringProtocol) -> [UInt8]? {
    let decoded = text.utf8.withContiguousStorageIfAvailable { unsafe decode(digits: $0) }
    if let decoded { return decoded }
    return unsafe Array(text.utf8).withUnsafeBufferPointer { unsafe decode(digits: $0) }
  }

  private static func decode(digits: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard digits.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    for place in stride(from: 0, to: digits.count, by: 2) {
      let (first, second) = unsafe (digits[place], digits[place + 1])
      guard let high = value(of: first), let low = value(of: second) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  /// Writes the digits to memory that has room for them and says how many there are.
  @discardableResult
  package static func write(
    _ bytes: UnsafeRawBufferPointer,
    to target: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    precondition(target.count >= bytes.count * 2, "there is no room for all digits")
    guard let input = bytes.baseAddress, let base = target.baseAddress else { return 0 }
    let output = UnsafeMutableRawPointer(base)
    var place = 0
    while place + 4 <= bytes.count {
      let four = unsafe input.loadUnaligned(fromByteOffset: place, as: UInt32.self)
      unsafe output.storeBytes(of: digits(of: four), toByteOffset: 2 * place, as: UInt64.self)
      place += 4
    }
    while place < bytes.count {
      let one = unsafe UInt32(bytes[place])
      let two = UInt16(truncatingIfNeeded: digits(of: one.littleEndian).littleEndian)
      unsafe output.storeBytes(of: two.littleEndian, toByteOffset: 2 * place, as: UInt16.self)
      place += 1
    }
    return bytes.count * 2
  }

  /// The eight digits of four bytes, all worked out at once, as they lie in memory.
  private static func digits(of bytes: UInt32) -> UInt64 {
    // One nibble a byte, the high one of each pair first.
    var nibbles = UInt64(UInt32(littleEndian: bytes))
    nibbles = (nibbles | nibbles << 16) & 0x0000_FFFF_0000_FFFF
    nibbles = (nibbles | nibbles << 8) & 0x00FF_00FF_00FF_00FF
    nibbles = (nibbles >> 4 | nibbles << 8) & 0x0F0F_0F0F_0F0F_0F0F
    // Ten and more reach the fifth bit when six is added; they are letters, 39 places further on.
    let letters = (nibbles &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
    return (nibbles &+ 0x3030_3030_3030_3030 &+ letters &* 39).littleEndian
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
