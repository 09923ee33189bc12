/// A quick number for bytes, for a table that lives as long as one column chunk.
///
/// Whoever chooses the bytes can make it slow, not wrong; the dictionary gives up long before that hurts.
enum ByteHash {
  /// Folds eight bytes at a time.
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let raw = UnsafeRawBufferPointer(bytes)
    var state = UInt64(raw.count) &* 0x9e37_79b9_7f4a_7c15
    var offset = 0
    while offset + 8 <= raw.count {
      state = fold(state, unsafe raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    if offset < raw.count {
      var rest: UInt64 = 0
      if raw.count >= 8 {
        // The last eight overlap those before, which costs less than going byte by byte.
        rest = unsafe raw.loadUnaligned(fromByteOffset: raw.count - 8, as: UInt64.self)
      } else {
        for place in 0..<raw.count { rest |= UInt64(unsafe raw[place]) << UInt64(8 * place) }
      }
      state = fold(state, rest)
    }
    return UInt32(truncatingIfNeeded: state ^ state >> 32)
  }

  /// Whether two runs of equally many bytes are the same.
  static func areEqual(
    _ one: UnsafeBufferPointer<UInt8>,
    _ other: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let (one, other) = (UnsafeRawBufferPointer(one), UnsafeRawBufferPointer(other))
    var offset = 0
    while offset + 8 <= one.count {
      let same =
        unsafe one.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        == other.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if !same { return false }
      offset += 8
    }
    while offset < one.count {
      if unsafe one[offset] != other[offset] { return false }
      offset += 1
    }
    return true
  }

  @inline(__always)
  private static func fold(_ state: UInt64, _ word: UInt64) -> UInt64 {
    let (high, low) = (state ^ word).multipliedFullWidth(by: 0xd6e8_feb8_6659_fd93)
    return high ^ low ^ state << 23
  }
}
