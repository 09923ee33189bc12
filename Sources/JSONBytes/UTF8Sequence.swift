/// The well-formed byte sequences of Unicode 16 table 3-7.
enum UTF8Sequence {
  /// The length of the sequence outside ASCII that starts at `bytes`; 0 where there is none.
  static func length(_ bytes: UnsafePointer<UInt8>, available: Int) -> Int {
    func continues(_ index: Int) -> Bool { bytes[index] & 0xc0 == 0x80 }
    switch bytes[0] {
    case 0xc2...0xdf:
      return available >= 2 && continues(1) ? 2 : 0
    case 0xe0...0xef:
      guard available >= 3, continues(1), continues(2) else { return 0 }
      if bytes[0] == 0xe0, bytes[1] < 0xa0 { return 0 }  // overlong
      if bytes[0] == 0xed, bytes[1] > 0x9f { return 0 }  // surrogates
      return 3
    case 0xf0...0xf4:
      guard available >= 4, continues(1), continues(2), continues(3) else { return 0 }
      if bytes[0] == 0xf0, bytes[1] < 0x90 { return 0 }  // overlong
      if bytes[0] == 0xf4, bytes[1] > 0x8f { return 0 }  // past U+10FFFF
      return 4
    default: return 0
    }
  }
}
