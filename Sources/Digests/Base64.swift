/// Bytes as base64 (RFC 4648 §4), and the form for URLs (§5).
public enum Base64 {
  private static let standard = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
  )
  private static let forURLs = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
  )

  /// Writes with padding.
  public static func encode(_ bytes: [UInt8]) -> String {
    let count = paddedCount(bytes)
    return unsafe String(unsafeUninitializedCapacity: count) { output in
      let room = unsafe UnsafeMutableBufferPointer(rebasing: output[..<count])
      unsafe room.suffix(2).update(repeating: UInt8(ascii: "="))
      unsafe write(bytes, in: standard, to: room)
      return count
    }
  }

  /// Writes with `-` and `_` and without padding.
  public static func encodeForURL(_ bytes: [UInt8]) -> String {
    let count = (bytes.count * 4 + 2) / 3
    return unsafe String(unsafeUninitializedCapacity: count) { output in
      unsafe write(bytes, in: forURLs, to: output)
      return count
    }
  }

  /// Appends bytes with padding, for those who build whole documents as bytes.
  public static func append(_ bytes: [UInt8], to output: inout [UInt8]) {
    let start = output.count
    output.append(contentsOf: repeatElement(UInt8(ascii: "="), count: paddedCount(bytes)))
    unsafe output.withUnsafeMutableBufferPointer { output in
      unsafe write(bytes, in: standard, to: UnsafeMutableBufferPointer(rebasing: output[start...]))
    }
  }

  private static func paddedCount(_ bytes: [UInt8]) -> Int { (bytes.count + 2) / 3 * 4 }

  /// Writes whole groups, and of the last as many digits as it has bits for.
  private static func write(
    _ bytes: [UInt8],
    in alphabet: [UInt8],
    to output: UnsafeMutableBufferPointer<UInt8>
  ) {
    unsafe alphabet.withUnsafeBufferPointer { digits in
      func digit(_ group: UInt32, _ shift: UInt32) -> UInt8 {
        unsafe digits[Int(group >> shift & 63)]
      }
      let bytes = bytes.span
      var (read, write) = (0, 0)
      while read &+ 2 < bytes.count {
        let group =
          UInt32(bytes[read]) << 16 | UInt32(bytes[read &+ 1]) << 8 | UInt32(bytes[read &+ 2])
        unsafe output[write] = digit(group, 18)
        unsafe output[write &+ 1] = digit(group, 12)
        unsafe output[write &+ 2] = digit(group, 6)
        unsafe output[write &+ 3] = digit(group, 0)
        read &+= 3
        write &+= 4
      }
      guard read < bytes.count else { return }
      var group = UInt32(bytes[read]) << 16
      if read + 1 < bytes.count { group |= UInt32(bytes[read + 1]) << 8 }
      unsafe output[write] = digit(group, 18)
      unsafe output[write + 1] = digit(group, 12)
      if read + 1 < bytes.count { unsafe output[write + 2] = digit(group, 6) }
    }
  }
}
