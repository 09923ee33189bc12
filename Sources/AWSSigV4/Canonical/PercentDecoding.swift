/// Percent-decoding that cannot fail: what is no escape stands for itself.
enum PercentDecoding {
  /// Hands over one decoded byte after the other; with `plusIsSpace` a plus is a space.
  @inline(__always)
  static func forEachByte(
    of text: Substring.UTF8View,
    plusIsSpace: Bool = false,
    _ body: (UInt8) -> Void
  ) {
    let done: Void? = unsafe text.withContiguousStorageIfAvailable { bytes in
      var place = 0
      while place < bytes.count {
        let byte = unsafe bytes[place]
        place += 1
        if byte == UInt8(ascii: "%"), place + 1 < bytes.count,
          let high = unsafe bytes[place].hexValue, let low = unsafe bytes[place + 1].hexValue
        {
          body(high << 4 | low)
          place += 2
        } else {
          body(byte == UInt8(ascii: "+") && plusIsSpace ? UInt8(ascii: " ") : byte)
        }
      }
    }
    // Only a string bridged from elsewhere is not contiguous: copy it once.
    if done == nil {
      forEachByte(of: Substring(decoding: text, as: UTF8.self).utf8, plusIsSpace: plusIsSpace, body)
    }
  }
}
