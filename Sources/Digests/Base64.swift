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
    encode(bytes, alphabet: standard, padded: true)
  }

  /// Writes with `-` and `_` and without padding.
  public static func encodeForURL(_ bytes: [UInt8]) -> String {
    encode(bytes, alphabet: forURLs, padded: false)
  }

  /// Reads padded base64 without any white space; `nil` for everything else.
  public static func decode(_ text: some StringProtocol) -> [UInt8]? {
    // A text of any other kind is made one that has its bytes side by side, once.
    var text = String(text)
    return text.withUTF8 { unsafe decode($0) }
  }

  /// Reads padded base64 out of the bytes of a text; `nil` for everything else.
  public static func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    guard !text.isEmpty else { return [] }
    let padding = unsafe padding(of: text)
    var isValid = true
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3) { output, count in
      var faults: UInt32 = 0
      let whole = text.count / 4 - 1
      for group in 0..<whole {
        let bits = unsafe bits(of: text, at: 4 * group, count: 4, &faults)
        unsafe output[3 * group] = UInt8(truncatingIfNeeded: bits >> 16)
        unsafe output[3 * group + 1] = UInt8(truncatingIfNeeded: bits >> 8)
        unsafe output[3 * group + 2] = UInt8(truncatingIfNeeded: bits)
      }
      let bits = unsafe bits(of: text, at: 4 * whole, count: 4 - padding, &faults)
      let rest = 3 - padding
      for place in 0..<rest {
        unsafe output[3 * whole + place] = UInt8(truncatingIfNeeded: bits >> UInt32(16 - 8 * place))
      }
      // What the last byte does not use must be nothing.
      let unused = bits & ((1 << UInt32(8 * padding)) - 1)
      isValid = faults < 64 && (padding == 0 || unused == 0)
      count = isValid ? 3 * whole + rest : 0
    }
    return isValid ? bytes : nil
  }

  private static func padding(of text: UnsafeBufferPointer<UInt8>) -> Int {
    let sign = UInt8(ascii: "=")
    guard unsafe text[text.count - 1] == sign else { return 0 }
    return unsafe text[text.count - 2] == sign ? 2 : 1
  }

  /// The bits of up to four characters, in the place they have in a whole group; what is none of the
  /// alphabet raises `faults` past 63.
  @inline(__always)
  private static func bits(
    of text: UnsafeBufferPointer<UInt8>,
    at start: Int,
    count: Int,
    _ faults: inout UInt32
  ) -> UInt32 {
    var bits: UInt32 = 0
    for place in 0..<count {
      let value = unsafe UInt32(values[Int(text[start + place])])
      faults |= value
      bits |= value << UInt32(18 - 6 * place)
    }
    return bits
  }

  /// The value of each character; 64 for what is none of the alphabet.
  private static let values = InlineArray<256, UInt8> { index in
    switch UInt8(index) {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt8(index) - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt8(index) - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt8(index) - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: 64
    }
  }

  private static func encode(_ bytes: [UInt8], alphabet: [UInt8], padded: Bool) -> String {
    let groups = bytes.count / 3
    let rest = bytes.count % 3
    let tail = rest == 0 ? 0 : padded ? 4 : rest + 1
    let (source, alphabet) = (bytes.span, alphabet.span)
    return unsafe String(unsafeUninitializedCapacity: 4 * groups + tail) { output in
      func put(_ bits: UInt32, _ start: Int, _ count: Int) {
        for place in 0..<count {
          unsafe output[start + place] = alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)]
        }
      }
      for group in 0..<groups {
        let place = 3 * group
        let high = UInt32(source[place]) << 16 | UInt32(source[place + 1]) << 8
        put(high | UInt32(source[place + 2]), 4 * group, 4)
      }
      guard rest > 0 else { return 4 * groups }
      var bits = UInt32(source[3 * groups]) << 16
      if rest == 2 { bits |= UInt32(source[3 * groups + 1]) << 8 }
      put(bits, 4 * groups, rest + 1)
      for place in (rest + 1)..<max(tail, rest + 1) {
        unsafe output[4 * groups + place] = UInt8(ascii: "=")
      }
      return 4 * groups + tail
    }
  }
}
