/// The 32 bytes at the start of a segment.
///
/// They say how much of the segment before counts: after a failed sync a new segment is begun, and
/// what the failed write may have left behind in the old one must not come to life again.
struct SegmentHeader: Equatable {
  static let byteCount = 32
  private static let magic: UInt64 = 0x0a31_474f_4c4c_5050  // "PPLLOG1\n"

  let number: UInt32
  let previousSize: Int

  init(number: UInt32, previousSize: Int) {
    self.number = number
    self.previousSize = previousSize
  }

  /// Reads a header, or finds that it is none.
  init?(_ bytes: [UInt8]) {
    var reader = ByteReader(bytes)
    guard bytes.count >= Self.byteCount,
      (try? reader.fixed(UInt64.self)) == Self.magic,
      let checksum = try? reader.fixed(UInt32.self),
      checksum == FrameHeader.checksum(bytes, 12..<Self.byteCount),
      let number = try? reader.fixed(UInt32.self),
      let previousSize = try? reader.fixed(UInt64.self), previousSize < 1 << 62
    else { return nil }
    self.number = number
    self.previousSize = Int(previousSize)
  }

  var bytes: [UInt8] {
    var tail = ByteWriter()
    tail.put(fixed: number)
    tail.put(fixed: UInt64(previousSize))
    tail.put(fixed: UInt64(0))
    var writer = ByteWriter()
    writer.put(fixed: Self.magic)
    writer.put(fixed: FrameHeader.checksum(tail.bytes[...]))
    return writer.bytes + tail.bytes
  }
}
