/// Eight characters taken at once, some of them digits, two and two a number.
struct DigitPairs {
  /// Where digits stand and where other characters, the first in the lowest byte.
  struct Pattern {
    fileprivate let characters: UInt64
    /// Added to a digit it stays below 0x80; added to anything else, and to a wrong separator, not.
    fileprivate let limits: UInt64

    /// As in `0000-00-`.
    static let date = Pattern(characters: 0x2d30_302d_3030_3030, limits: 0x7f76_767f_7676_7676)
    /// As in `00 00:00`.
    static let dayHour = Pattern(characters: 0x3030_3a30_3020_3030, limits: 0x7676_7f76_767f_7676)
    /// As in `00T00:00`.
    static let dayTHour = Pattern(characters: 0x3030_3a30_3054_3030, limits: 0x7676_7f76_767f_7676)
    /// As in `00:00:00`.
    static let clock = Pattern(characters: 0x3030_3a30_303a_3030, limits: 0x7676_7f76_767f_7676)
  }

  private let pairs: UInt64

  /// Takes eight characters, or gives `nil` where they do not follow the pattern.
  @inline(__always)
  init?(_ bytes: UnsafeRawBufferPointer, at offset: Int, as pattern: Pattern) {
    let characters = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    let digits = UInt64(littleEndian: characters) ^ pattern.characters
    guard (digits | (digits &+ pattern.limits)) & 0x8080_8080_8080_8080 == 0 else { return nil }
    pairs = digits &* 10 &+ digits >> 8
  }

  /// The number of the two digits from `index` on.
  @inline(__always)
  subscript(index: Int) -> Int { Int(truncatingIfNeeded: pairs >> UInt64(index * 8) & 0xff) }
}
