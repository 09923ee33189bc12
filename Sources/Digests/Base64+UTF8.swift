// Base64 between arrays of bytes, for those who build and read whole documents as bytes.
extension Base64 {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
  )
  /// The value of each digit; one of at least 64 where the byte is none.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0xff, count: 256)
    for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
    return values
  }()

  /// Appends bytes as padded base64.
  public static func append(_ bytes: [UInt8], to output: inout [UInt8]) {
    let start = output.count
    output.append(contentsOf: repeatElement(UInt8(ascii: "="), count: (bytes.count + 2) / 3 * 4))
    unsafe output.withUnsafeMutableBufferPointer { output in
      unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe encode(bytes, to: UnsafeMutableBufferPointer(rebasing: output[start...]))
      }
    }
  }

  /// Reads padded base64 without any white space; `nil` for everything else.
  public static func decode(utf8 text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    guard !text.isEmpty else { return [] }
    let equals = UInt8(ascii: "=")
    let padding =
      unsafe text[text.count - 1] != equals ? 0 : text[text.count - 2] != equals ? 1 : 2
    var isSound = true
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3) { room, count in
      count = text.count / 4 * 3 - padding
      isSound = unsafe decode(text, padding: padding, to: room)
    }
    return isSound ? bytes : nil
  }

  /// Whole groups first; the rest leaves the padding that stands there already.
  private static func encode(
    _ bytes: UnsafeBufferPointer<UInt8>,
    to output: UnsafeMutableBufferPointer<UInt8>
  ) {
    unsafe digits.withUnsafeBufferPointer { digits in
      func digit(_ group: UInt32, _ shift: UInt32) -> UInt8 {
        unsafe digits[Int(group >> shift & 63)]
      }
      var (read, write) = (0, 0)
      while read &+ 2 < bytes.count {
        let group =
          unsafe UInt32(bytes[read]) << 16 | UInt32(bytes[read &+ 1]) << 8
          | UInt32(bytes[read &+ 2])
        unsafe output[write] = digit(group, 18)
        unsafe output[write &+ 1] = digit(group, 12)
        unsafe output[write &+ 2] = digit(group, 6)
        unsafe output[write &+ 3] = digit(group, 0)
        read &+= 3
        write &+= 4
      }
      guard read < bytes.count else { return }
      var group = unsafe UInt32(bytes[read]) << 16
      if read + 1 < bytes.count { unsafe group |= UInt32(bytes[read + 1]) << 8 }
      unsafe output[write] = digit(group, 18)
      unsafe output[write + 1] = digit(group, 12)
      if read + 1 < bytes.count { unsafe output[write + 2] = digit(group, 6) }
    }
  }

  /// Writes what whole groups stand for; `false` where a byte is no digit or a bit is lost.
  private static func decode(
    _ text: UnsafeBufferPointer<UInt8>,
    padding: Int,
    to output: UnsafeMutableBufferPointer<UInt8>
  ) -> Bool {
    unsafe values.withUnsafeBufferPointer { values in
      func value(_ index: Int) -> UInt32 { unsafe UInt32(values[Int(text[index])]) }
      let whole = padding == 0 ? text.count : text.count - 4
      var (read, write) = (0, 0)
      var seen: UInt32 = 0
      while read < whole {
        let (a, b, c, d) = (value(read), value(read &+ 1), value(read &+ 2), value(read &+ 3))
        seen |= a | b | c | d
        let group = a << 18 | b << 12 | c << 6 | d
        unsafe output[write] = UInt8(truncatingIfNeeded: group >> 16)
        unsafe output[write &+ 1] = UInt8(truncatingIfNeeded: group >> 8)
        unsafe output[write &+ 2] = UInt8(truncatingIfNeeded: group)
        read &+= 4
        write &+= 3
      }
      guard padding > 0 else { return seen < 64 }
      let (a, b) = (value(read), value(read + 1))
      let c = padding == 1 ? value(read + 2) : 0
      let group = a << 18 | b << 12 | c << 6
      unsafe output[write] = UInt8(truncatingIfNeeded: group >> 16)
      if padding == 1 { unsafe output[write + 1] = UInt8(truncatingIfNeeded: group >> 8) }
      let lost = padding == 1 ? group & 0xff : group & 0xffff
      return (seen | a | b | c) < 64 && lost == 0
    }
  }
}
