/// Looks at eight bytes at a time (SIMD within a register): several times the speed of a byte loop.
///
/// `SIMD16` is no substitute: its comparisons are not specialised by the compiler and cost 40 times
/// as much.
@usableFromInline
enum WordScan {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// High bits at the bytes of `word` that end a run of plain text.
  ///
  /// Those are the quote, the backslash, control characters and everything outside ASCII. Each
  /// subtraction borrows from the next byte, so that only the lowest hit is certain.
  @inline(__always)
  static func special(_ word: UInt64) -> UInt64 {
    (escapable(word) | word) & highBits
  }

  /// High bits at the bytes of `word` that a writer must escape; the lowest is certain.
  @inline(__always)
  static func mustEscape(_ word: UInt64) -> UInt64 {
    escapable(word) & ~word & highBits
  }

  /// Sets the high bit of ASCII bytes that are a quote, a backslash or a control character.
  @inline(__always)
  private static func escapable(_ word: UInt64) -> UInt64 {
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5c)
    return (quote &- ones) | (backslash &- ones) | (word &- ones &* 0x20)
  }

  /// How many bytes of `word` stand before its first backslash.
  @inline(__always)
  static func beforeBackslash(_ word: UInt64) -> Int {
    let backslash = word ^ (ones &* 0x5c)
    return (((backslash &- ones) & ~backslash) & highBits).trailingZeroBitCount / 8
  }

  @inlinable @inline(__always)
  static func load(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
  }

  @inline(__always)
  static func store(_ word: UInt64, _ bytes: UnsafeMutablePointer<UInt8>) {
    UnsafeMutableRawPointer(bytes).storeBytes(of: word.littleEndian, as: UInt64.self)
  }

  /// Whether the literal stands at `bytes`, where at least as many bytes must be readable.
  ///
  /// Inlined with a literal at hand, it becomes a comparison with one or two constants.
  @inlinable @inline(__always)
  static func starts(_ bytes: UnsafePointer<UInt8>, with literal: StaticString) -> Bool {
    let count = literal.utf8CodeUnitCount
    let expected = literal.utf8Start
    var index = 0
    while index + 8 <= count {
      guard load(bytes + index) == load(expected + index) else { return false }
      index += 8
    }
    if index < count, count >= 8 {
      return load(bytes + count - 8) == load(expected + count - 8)
    }
    while index < count {
      guard bytes[index] == expected[index] else { return false }
      index += 1
    }
    return true
  }

  @inline(__always)
  static func isSpecial(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x22 || byte == 0x5c || byte >= 0x80
  }

  @inline(__always)
  static func mustEscape(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x22 || byte == 0x5c }
}
