import Digests
import EventLog

/// One step of a store as its log has it: bytes of objects, then the changes that speak of them.
///
///     0 mark of the log   8 length of the bytes   12 length of the changes
///     16 checksum of everything but the mark and itself          20 unused
///
/// The mark is drawn by lot for every log, so that no object can hold what looks like a frame of the
/// log it lies in. A frame starts at a multiple of 8.
enum StoreFrame {
  static let headerBytes = 24

  /// Puts changes behind what is staged, their bytes in front, and gives them with the bytes placed.
  static func append(
    _ changes: [StoreChange],
    to staged: inout [UInt8],
    position: Int,
    log: StoredFile,
    mark: UInt64
  ) throws(S3Failure) -> [StoreChange] {
    let start = staged.count
    staged.append(contentsOf: repeatElement(0, count: headerBytes))
    var placed: [StoreChange] = []
    for change in changes {
      placed.append(
        try change.placing(in: log) { bytes in
          defer { staged.append(contentsOf: bytes) }
          return position + staged.count
        }
      )
    }
    let payloadEnd = staged.count
    // Written to the same array, which the writer owns meanwhile.
    var writer = ByteWriter(bytes: staged)
    staged = []
    for change in placed { change.encode(to: &writer) }
    staged = writer.bytes
    let end = staged.count
    staged.store(mark, at: start)
    staged.store(UInt32(payloadEnd - start - headerBytes), at: start + 8)
    staged.store(UInt32(end - payloadEnd), at: start + 12)
    staged.store(checksum(staged, start, end), at: start + 16)
    staged.append(contentsOf: repeatElement(0, count: (8 - staged.count % 8) % 8))
    return placed
  }

  /// The lengths a header tells, if it is one.
  static func lengths(
    _ bytes: [UInt8],
    at place: Int,
    mark: UInt64
  ) -> (payload: Int, changes: Int)? {
    guard place + headerBytes <= bytes.count, bytes.load(UInt64.self, at: place) == mark else {
      return nil
    }
    return (
      Int(bytes.load(UInt32.self, at: place + 8)), Int(bytes.load(UInt32.self, at: place + 12))
    )
  }

  /// Whether a frame is as it was written.
  static func isWhole(_ bytes: [UInt8], at place: Int, length: Int) -> Bool {
    place + length <= bytes.count
      && bytes.load(UInt32.self, at: place + 16) == checksum(bytes, place, place + length)
  }

  private static func checksum(_ bytes: [UInt8], _ start: Int, _ end: Int) -> UInt32 {
    bytes.withUnsafeBytes { bytes in
      var checksum = CRC32C()
      checksum.update(UnsafeRawBufferPointer(rebasing: bytes[start + 8..<start + 16]))
      checksum.update(UnsafeRawBufferPointer(rebasing: bytes[start + headerBytes..<end]))
      return checksum.value
    }
  }
}

extension [UInt8] {
  /// A number at a place, lowest byte first.
  func load<Number: FixedWidthInteger>(_: Number.Type, at place: Int) -> Number {
    withUnsafeBytes {
      Number(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: Number.self))
    }
  }

  /// Writes a number over what is at a place.
  mutating func store<Number: FixedWidthInteger>(_ number: Number, at place: Int) {
    withUnsafeMutableBytes {
      $0.storeBytes(of: number.littleEndian, toByteOffset: place, as: Number.self)
    }
  }
}
