import Digests

/// The 56 bytes before every payload in a segment; the fields are little-endian.
///
///     0  magic            4  checksum of 8..<56      8  checksum of the payload
///     12 payload length   16 bytes since the write began              20 kind, flags, 2 unused
///     24 topic            28 partition               32 offset of the first record
///     40 newest timestamp 48 number of records       52 segment, so that no stale frame fits
///
/// Two checksums, because then a frame that somebody else wants can be passed over without reading
/// it, and because a damaged payload still tells which records are lost.
struct FrameHeader: Equatable {
  /// What the payload is.
  enum Kind: UInt8 {
    /// Records of one partition.
    case records = 1
    /// Changes of what the log knows.
    case events = 2
    /// Events that tell all the log knows.
    case snapshot = 3
  }

  static let byteCount = 56
  private static let magic: UInt32 = 0x314c_5050  // "PPL1"

  var kind: Kind
  /// Whether an append ends here; one that has no end was torn by a crash.
  var endsAppend = false
  /// How far back the write began that brought this frame.
  var sinceWrite: UInt32 = 0
  var payloadLength: UInt32
  var payloadChecksum: UInt32
  var partition = PartitionID(topic: 0, partition: 0)
  var offset = 0
  var newest: Int64 = .min
  var recordCount: UInt32 = 0

  /// The offsets of its records.
  var offsets: Range<Int> { offset..<offset + Int(recordCount) }

  /// The bytes the frame takes, header and padding included.
  var frameLength: Int { Self.byteCount + (Int(payloadLength) + 7) & ~7 }

  /// Reads a header of a segment, or finds that there is none.
  init?(_ bytes: [UInt8], at position: Int, segment: UInt32) {
    guard position + Self.byteCount <= bytes.count else { return nil }
    let word = { (offset: Int) -> UInt32 in Self.load(bytes, position + offset) }
    let long = { (offset: Int) -> UInt64 in Self.load(bytes, position + offset) }
    guard word(0) == Self.magic, word(52) == segment,
      let kind = Kind(rawValue: bytes[position + 20]),
      long(32) < 1 << 62,
      word(4) == Self.checksum(bytes, position + 8..<position + Self.byteCount)
    else { return nil }
    self.kind = kind
    endsAppend = bytes[position + 21] & 1 == 1
    sinceWrite = word(16)
    payloadLength = word(12)
    payloadChecksum = word(8)
    partition = PartitionID(topic: word(24), partition: word(28))
    offset = Int(long(32))
    newest = Int64(bitPattern: long(40))
    recordCount = word(48)
  }

  init(_ kind: Kind, payload: ArraySlice<UInt8>) {
    self.kind = kind
    payloadLength = UInt32(payload.count)
    payloadChecksum = Self.checksum(payload)
  }

  /// Writes the header over the bytes that were left free for it.
  func write(to bytes: inout [UInt8], at position: Int, segment: UInt32) {
    Self.store(Self.magic, in: &bytes, position)
    Self.store(payloadChecksum, in: &bytes, position + 8)
    Self.store(payloadLength, in: &bytes, position + 12)
    Self.store(sinceWrite, in: &bytes, position + 16)
    Self.store(
      UInt32(kind.rawValue) | (endsAppend ? 0x100 : 0),
      in: &bytes,
      position + 20
    )
    Self.store(partition.topic, in: &bytes, position + 24)
    Self.store(partition.partition, in: &bytes, position + 28)
    Self.store(UInt64(offset), in: &bytes, position + 32)
    Self.store(newest, in: &bytes, position + 40)
    Self.store(recordCount, in: &bytes, position + 48)
    Self.store(segment, in: &bytes, position + 52)
    let checksum = Self.checksum(bytes, position + 8..<position + Self.byteCount)
    Self.store(checksum, in: &bytes, position + 4)
  }

  static func checksum(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32 {
    unsafe bytes.withUnsafeBytes { unsafe CRC32C.hash(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    unsafe bytes.withUnsafeBytes { unsafe CRC32C.hash($0) }
  }

  private static func load<Number: FixedWidthInteger>(_ bytes: [UInt8], _ at: Int) -> Number {
    unsafe bytes.withUnsafeBytes {
      Number(littleEndian: unsafe $0.loadUnaligned(fromByteOffset: at, as: Number.self))
    }
  }

  private static func store<Number: FixedWidthInteger>(
    _ number: Number,
    in bytes: inout [UInt8],
    _ at: Int
  ) {
    unsafe bytes.withUnsafeMutableBytes {
      unsafe $0.storeBytes(of: number.littleEndian, toByteOffset: at, as: Number.self)
    }
  }
}
