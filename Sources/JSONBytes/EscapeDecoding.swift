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
  /// Lends the decoded bytes to `body`, and says whether all of them are ASCII.
  func withDecoded<Result>(_ body: (UnsafeBufferPointer<UInt8>, Bool) -> Result) -> Result {
    guard isEscaped else { return body(bytes, isASCII) }
    // An escape is never shorter than what it stands for; the copying of words may overshoot.
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count + 8) { decoded in
      guard let start = decoded.baseAddress else { return body(bytes, isASCII) }
      var isASCII = isASCII
      let length = decode(into: start, &isASCII)
      return body(UnsafeBufferPointer(start: start, count: length), isASCII)
    }
  }

  /// Writes the decoded text, at most as many bytes as are here and 8 more, and gives its length.
  ///
  /// The scanner has checked every escape before.
  private func decode(into output: UnsafeMutablePointer<UInt8>, _ isASCII: inout Bool) -> Int {
    guard let start = bytes.baseAddress else { return 0 }
    var read = 0
    var written = 0
    while true {
      while read + 8 <= bytes.count {
        let word = WordScan.load(start + read)
        WordScan.store(word, output + written)
        let plain = WordScan.beforeBackslash(word)
        read += plain
        written += plain
        if plain < 8 { break }
      }
      while read < bytes.count, start[read] != UInt8(ascii: "\\") {
        output[written] = start[read]
        read += 1
        written += 1
      }
      if read == bytes.count { return written }
      if let character = EscapeDecoding.character(for: start[read + 1]) {
        output[written] = character
        read += 2
        written += 1
      } else {
        let scalar = scalar(ofEscapeAt: &read, in: start)
        isASCII = isASCII && scalar < 0x80
        written += UTF8Sequence.encode(scalar, into: output + written)
      }
    }
  }

  /// The scalar of `\u` and four digits, or of two of them that are a surrogate pair.
  private func scalar(ofEscapeAt read: inout Int, in start: UnsafePointer<UInt8>) -> UInt32 {
    let unit = EscapeDecoding.hexUnit(start + read + 2) ?? 0
    read += 6
    guard unit & 0xf800 == 0xd800 else { return unit }
    let low = EscapeDecoding.hexUnit(start + read + 2) ?? 0
    read += 6
    return 0x10000 + (unit & 0x3ff) << 10 + (low & 0x3ff)
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
