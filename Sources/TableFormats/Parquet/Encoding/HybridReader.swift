/// Reads the hybrid of runs and packed bits that levels and indices of dictionaries are written in.
struct HybridReader {
  private let bitWidth: Int
  private var position: Int
  private let end: Int
  private let subject: String

  /// Starts on numbers of so many bits, 32 at most, that stand in a range of bytes.
  init(bitWidth: Int, in range: Range<Int>, subject: String) throws(TableFormatError) {
    guard (0...32).contains(bitWidth) else {
      throw TableFormatError(.malformed, subject, detail: "numbers of \(bitWidth) bits")
    }
    self.bitWidth = bitWidth
    position = range.lowerBound
    end = range.upperBound
    self.subject = subject
  }

  /// Appends the next `count` numbers.
  mutating func read<Number: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    _ count: Int,
    from bytes: RawSpan,
    appendingTo numbers: inout [Number]
  ) throws(TableFormatError) {
    var missing = count
    while missing > 0 {
      let head = try varint(bytes)
      if head & 1 == 0 {
        let value = Number(truncatingIfNeeded: try repeatedValue(bytes))
        let length = min(missing, Int(head >> 1))
        numbers.append(contentsOf: repeatElement(value, count: length))
        missing -= length
      } else {
        missing -= try readPacked(groups: head >> 1, missing, bytes, &numbers)
      }
    }
  }

  /// Reads groups of eight numbers whose bits stand end to end, and says how many were taken.
  private mutating func readPacked<Number: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    groups: UInt64,
    _ missing: Int,
    _ bytes: RawSpan,
    _ numbers: inout [Number]
  ) throws(TableFormatError) -> Int {
    let available = bitWidth == 0 ? Int.max : (end - position) * 8 / bitWidth
    // The last group may be cut where its numbers end.
    let length = Int(min(groups * 8, UInt64(missing)))
    guard length <= available else { throw malformed("packed numbers missing") }
    let start = position
    position = Int(min(UInt64(end), UInt64(position) + groups * UInt64(bitWidth)))
    let (width, limit) = (bitWidth, end)
    numbers.append(addingCapacity: length) { output in
      unsafe output.withUnsafeMutableBufferPointer { room, filled in
        unsafe Self.unpack(bytes, from: start, to: limit, width, length, room)
        filled = length
      }
    }
    return length
  }

  private static func unpack<Number: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    _ bytes: RawSpan,
    from start: Int,
    to end: Int,
    _ width: Int,
    _ count: Int,
    _ room: UnsafeMutableBufferPointer<Number>
  ) {
    let mask: UInt64 = (1 << UInt64(width)) - 1
    unsafe bytes.withUnsafeBytes { bytes in
      var bit = start * 8
      var i = 0
      // Eight bytes at once hold any number of 32 bits, wherever in the first byte it begins.
      while i < count, bit >> 3 + 8 <= end {
        let word = unsafe UInt64(
          littleEndian: bytes.loadUnaligned(fromByteOffset: bit >> 3, as: UInt64.self)
        )
        unsafe room[i] = Number(truncatingIfNeeded: word >> UInt64(bit & 7) & mask)
        bit += width
        i += 1
      }
      while i < count {
        var word: UInt64 = 0
        for (place, offset) in ((bit >> 3)..<min(end, bit >> 3 + 8)).enumerated() {
          word |= UInt64(unsafe bytes[offset]) << UInt64(8 * place)
        }
        unsafe room[i] = Number(truncatingIfNeeded: word >> UInt64(bit & 7) & mask)
        bit += width
        i += 1
      }
    }
  }

  private mutating func repeatedValue(_ bytes: RawSpan) throws(TableFormatError) -> UInt32 {
    let size = (bitWidth + 7) / 8
    guard size <= end - position else { throw malformed("a run without a number") }
    var value: UInt32 = 0
    for place in 0..<size { value |= UInt32(byte(bytes, position + place)) << UInt32(8 * place) }
    position += size
    return value
  }

  private mutating func varint(_ bytes: RawSpan) throws(TableFormatError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: 0 as UInt64, to: 35, by: 7) {
      guard position < end else { throw malformed("numbers missing") }
      let next = byte(bytes, position)
      position += 1
      value |= UInt64(next & 0x7f) << shift
      if next < 0x80 { return value }
    }
    throw malformed("a run of endless length")
  }

  private func byte(_ bytes: RawSpan, _ offset: Int) -> UInt8 {
    unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }

  private func malformed(_ detail: String) -> TableFormatError {
    TableFormatError(.malformed, subject, detail: detail)
  }
}
