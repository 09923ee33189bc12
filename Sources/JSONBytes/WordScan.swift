/// Looks at eight bytes at a time (SIMD within a register): several times the speed of a byte loop.
///
/// `SIMD16` is no substitute: its comparisons are not specialised by the compiler and cost 40 times
/// as much.
enum WordScan {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// High bits at the bytes of `word` that end a run of plain text.
  ///
  /// Those are the quote, the backslash, control characters and everything outside ASCII. Only the
  /// lowest of them is certain, because a borrow may pass over to the next.
  @inline(__always)
  static func special(_ word: UInt64) -> UInt64 {
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5c)
    let hits =
      ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
      | ((word &- ones &* 0x20) & ~word) | word
    return hits & highBits
  }

  /// High bits at the bytes of `word` that a writer must escape.
  @inline(__always)
  static func mustEscape(_ word: UInt64) -> UInt64 {
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5c)
    let hits =
      ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
      | ((word &- ones &* 0x20) & ~word)
    return hits & highBits
  }

  @inline(__always)
  static func load(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
  }

  @inline(__always)
  static func isSpecial(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x22 || byte == 0x5c || byte >= 0x80
  }

  @inline(__always)
  static func mustEscape(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x22 || byte == 0x5c }
}
