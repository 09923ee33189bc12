extension Base64 {
  /// What the tables hold for a byte that is no digit: a bit that no group of four has.
  private static let fault: UInt32 = 1 << 24

  /// What each byte adds to its group as the first of it, the second, the third and the fourth.
  private static let parts: [UInt32] = (0..<4).flatMap { place in
    (UInt8.min...UInt8.max).map { byte in
      value(of: byte).map { $0 << UInt32(18 - 6 * place) } ?? fault
    }
  }

  /// Reads padded base64 without any white space; `nil` for everything else.
  public static func decode(_ text: some StringProtocol) -> [UInt8]? {
    // A text of any other kind is made one that has its bytes side by side, once.
    var text = String(text)
    return text.withUTF8 { unsafe decode($0) }
  }

  /// Reads padded base64 out of the bytes of a text; `nil` for everything else.
  public static func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    return unsafe append(decoding: text, to: &bytes) ? bytes : nil
  }

  /// Appends what padded base64 stands for; `false`, and nothing appended, for everything else.
  public static func append(
    decoding text: UnsafeBufferPointer<UInt8>,
    to output: inout [UInt8]
  ) -> Bool {
    guard let start = text.baseAddress, !text.isEmpty else { return true }
    guard text.count % 4 == 0 else { return false }
    let padding = unsafe padding(of: text)
    var isSound = false
    output.append(addingCapacity: text.count / 4 * 3) { room in
      unsafe room.withUnsafeMutableBufferPointer { room, count in
        guard let room = room.baseAddress else { return }
        isSound = unsafe decode(start, groups: text.count / 4, padding: padding, to: room)
        if isSound { count = text.count / 4 * 3 - padding }
      }
    }
    return isSound
  }

  /// Writes what the groups stand for; `false` where a byte is no digit or a bit is lost.
  private static func decode(
    _ text: UnsafePointer<UInt8>,
    groups: Int,
    padding: Int,
    to output: UnsafeMutablePointer<UInt8>
  ) -> Bool {
    unsafe parts.withUnsafeBufferPointer { parts in
      func part(_ place: Int, _ byte: Int) -> UInt32 {
        unsafe parts[place &* 256 &+ Int(text[byte])]
      }
      var seen: UInt32 = 0
      var (read, write) = (0, 0)
      // Four bytes are written for three, and the last group, which has one at least, comes after.
      for _ in 1..<groups {
        let group =
          part(0, read) | part(1, read &+ 1) | part(2, read &+ 2) | part(3, read &+ 3)
        seen |= group
        let bytes = (group << 8).bigEndian
        unsafe UnsafeMutableRawPointer(output + write).storeBytes(of: bytes, as: UInt32.self)
        read &+= 4
        write &+= 3
      }
      var last: UInt32 = 0
      for place in 0..<(4 - padding) { last |= part(place, read + place) }
      for place in 0..<(3 - padding) {
        unsafe output[write + place] = UInt8(truncatingIfNeeded: last >> UInt32(16 - 8 * place))
      }
      // What the last byte does not use must be nothing.
      let unused = last & ((1 << UInt32(8 * padding)) - 1)
      return (seen | last) < fault && unused == 0
    }
  }

  private static func padding(of text: UnsafeBufferPointer<UInt8>) -> Int {
    let sign = UInt8(ascii: "=")
    guard unsafe text[text.count - 1] == sign else { return 0 }
    return unsafe text[text.count - 2] == sign ? 2 : 1
  }

  private static func value(of byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
