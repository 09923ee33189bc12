import Digests

/// Makes the checksum of an object from those of its parts.
struct PartChecksums {
  private let algorithm: ChecksumAlgorithm
  private let parts: [(bytes: [UInt8], length: Int)]
  private let isComplete: Bool

  init(_ algorithm: ChecksumAlgorithm, _ parts: [MultipartUpload.Part]) {
    self.algorithm = algorithm
    self.parts = parts.compactMap { part in
      part.checksum.flatMap { Base64.decode($0.value) }.map { ($0, part.blob.length) }
    }
    isComplete = self.parts.count == parts.count
  }

  /// A checksum over the checksums, with the number of parts behind it.
  func ofParts() -> ObjectChecksum? {
    guard isComplete else { return nil }
    var checksum = Checksum(algorithm)
    for part in parts { checksum.update(part.bytes) }
    let value = "\(checksum.base64)-\(parts.count)"
    return ObjectChecksum(algorithm: algorithm, value: value, isOfWhole: false)
  }

  /// The checksum of all bytes, which some algorithms let one work out without them.
  func ofWhole() -> ObjectChecksum? {
    guard isComplete, let first = parts.first else { return nil }
    var number = Self.number(first.bytes)
    for part in parts.dropFirst() {
      let next = Self.number(part.bytes)
      switch algorithm {
      case .crc32:
        number = UInt64(CRC32.combine(UInt32(number), UInt32(next), secondLength: part.length))
      case .crc32c:
        number = UInt64(CRC32C.combine(UInt32(number), UInt32(next), secondLength: part.length))
      case .crc64nvme: number = CRC64NVME.combine(number, next, secondLength: part.length)
      case .sha1, .sha256: return nil
      }
    }
    let bytes = (0..<algorithm.length).reversed().map {
      UInt8(truncatingIfNeeded: number >> (8 * UInt64($0)))
    }
    return ObjectChecksum(algorithm: algorithm, value: Base64.encode(bytes), isOfWhole: true)
  }

  private static func number(_ bytes: [UInt8]) -> UInt64 {
    bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
