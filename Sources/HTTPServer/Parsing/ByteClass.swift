/// The alphabets of RFC 9110 and RFC 9112, as tests of one byte.
extension UInt8 {
  static let carriageReturn = UInt8(ascii: "\r")
  static let lineFeed = UInt8(ascii: "\n")
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")

  /// May stand in a method or a field name (`tchar`).
  var isToken: Bool {
    let word: UInt64 = self < 64 ? 0x03ff_6cfa_0000_0000 : 0x57ff_ffff_c7ff_fffe
    return self < 128 && word >> UInt64(self & 63) & 1 == 1
  }

  /// May stand in a line: visible, blank, or beyond ASCII.
  var isText: Bool { self >= 0x20 && self != 0x7f || self == .tab }

  /// May stand in a request target; a fragment may not.
  var isTarget: Bool { self > 0x20 && self < 0x7f && self != UInt8(ascii: "#") }

  var isBlank: Bool { self == .space || self == .tab }

  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  /// The value of a hexadecimal digit.
  var hexValue: Int? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(self - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(self - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(self - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}
