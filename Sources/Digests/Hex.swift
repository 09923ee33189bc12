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
    guard text.utf8.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count / 2)
    var digits = text.utf8.makeIterator()
    while let high = digits.next(), let low = digits.next() {
      guard let high = value(of: high), let low = value(of: low) else { return nil }
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
    for index in 0..<bytes.count {
      let byte = unsafe bytes[index]
      unsafe target[2 * index] = digit(byte >> 4)
      unsafe target[2 * index + 1] = digit(byte & 15)
    }
    return bytes.count * 2
  }

  private static func digit(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + (nibble - 10)
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
