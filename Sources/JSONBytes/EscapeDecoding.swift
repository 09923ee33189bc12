/// What the escapes of JSON stand for.
enum EscapeDecoding {
  /// The byte of a two-character escape; `nil` for `u` and for what is no escape.
  @inline(__always)
  static func character(for letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
    case UInt8(ascii: "n"): 0x0a
    case UInt8(ascii: "r"): 0x0d
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0c
    default: nil
    }
  }

  /// The value of four hexadecimal digits.
  @inline(__always)
  static func hexUnit(_ digits: UnsafePointer<UInt8>) -> UInt32? {
    var unit: UInt32 = 0
    for index in 0..<4 {
      let digit = digits[index]
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt32(digit & 15)
      case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
        unit = unit << 4 | UInt32((digit & 15) + 9)
      default: return nil
      }
    }
    return unit
  }
}

extension JSONText {
  /// Writes the decoded text, at most as many bytes as are here, and gives their number.
  ///
  /// The scanner has checked every escape before.
  func decode(into output: UnsafeMutablePointer<UInt8>?) -> Int {
    guard let output, let start = bytes.baseAddress else { return 0 }
    var read = 0
    var written = 0
    while read < bytes.count {
      guard start[read] == UInt8(ascii: "\\") else {
        output[written] = start[read]
        read += 1
        written += 1
        continue
      }
      if let character = EscapeDecoding.character(for: start[read + 1]) {
        output[written] = character
        read += 2
        written += 1
        continue
      }
      var scalar = EscapeDecoding.hexUnit(start + read + 2) ?? 0
      read += 6
      if scalar & 0xf800 == 0xd800 {
        let low = EscapeDecoding.hexUnit(start + read + 2) ?? 0
        read += 6
        scalar = 0x10000 + (scalar & 0x3ff) << 10 + (low & 0x3ff)
      }
      written += UTF8Sequence.encode(scalar, into: output + written)
    }
    return written
  }
}

extension UTF8Sequence {
  /// Writes a scalar and gives the number of bytes.
  static func encode(_ scalar: UInt32, into output: UnsafeMutablePointer<UInt8>) -> Int {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: scalar >> shift) & 0x3f | 0x80 }
    switch scalar {
    case ..<0x80:
      output[0] = UInt8(truncatingIfNeeded: scalar)
      return 1
    case ..<0x800:
      output[0] = UInt8(truncatingIfNeeded: scalar >> 6) | 0xc0
      output[1] = tail(0)
      return 2
    case ..<0x10000:
      output[0] = UInt8(truncatingIfNeeded: scalar >> 12) | 0xe0
      output[1] = tail(6)
      output[2] = tail(0)
      return 3
    default:
      output[0] = UInt8(truncatingIfNeeded: scalar >> 18) | 0xf0
      output[1] = tail(12)
      output[2] = tail(6)
      output[3] = tail(0)
      return 4
    }
  }
}
