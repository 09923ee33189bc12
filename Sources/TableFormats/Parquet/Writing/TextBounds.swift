#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The smallest and the greatest of many texts, by the order of their bytes without a sign.
struct TextBounds {
  /// Both, once there was a text.
  private(set) var bounds: (minimum: [UInt8], maximum: [UInt8])?
  /// The first eight bytes of both, which settle nearly every comparison.
  private var heads: (minimum: UInt64, maximum: UInt64) = (.max, 0)

  /// Looks at the texts in those slots of a column.
  mutating func observe(_ column: Column, _ slots: some RandomAccessCollection<Int>) {
    unsafe column.bytes.withUnsafeBytes { bytes in
      for slot in slots {
        let range = column.range(at: slot)
        let head = unsafe Self.head(bytes, range)
        if bounds != nil, head > heads.minimum, head < heads.maximum { continue }
        let text = unsafe UnsafeRawBufferPointer(rebasing: bytes[range])
        unsafe settle(text, head)
      }
    }
  }

  private mutating func settle(_ text: UnsafeRawBufferPointer, _ head: UInt64) {
    guard let known = bounds else {
      bounds = unsafe (Array(text), Array(text))
      heads = (head, head)
      return
    }
    if head <= heads.minimum, unsafe Self.order(text, known.minimum) < 0 {
      bounds?.minimum = unsafe Array(text)
      heads.minimum = head
    }
    if head >= heads.maximum, unsafe Self.order(text, known.maximum) > 0 {
      bounds?.maximum = unsafe Array(text)
      heads.maximum = head
    }
  }

  /// Below zero where the text comes before the other, zero where they are the same.
  private static func order(_ text: UnsafeRawBufferPointer, _ other: [UInt8]) -> Int {
    unsafe other.withUnsafeBytes { other in
      let common = min(text.count, other.count)
      if common > 0, let one = text.baseAddress, let two = other.baseAddress {
        let order = unsafe memcmp(one, two, common)
        if order != 0 { return Int(order) }
      }
      return text.count - other.count
    }
  }

  /// Eight bytes as a number that orders as they do; a shorter text ends in zeros.
  private static func head(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> UInt64 {
    if range.count >= 8 {
      let word = unsafe bytes.loadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self)
      return UInt64(bigEndian: word)
    }
    var head: UInt64 = 0
    for offset in range { head = head << 8 | UInt64(unsafe bytes[offset]) }
    return range.isEmpty ? 0 : head << UInt64(8 * (8 - range.count))
  }
}
