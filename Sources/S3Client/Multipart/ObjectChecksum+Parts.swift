import Digests

extension ObjectChecksum {
  /// Lays the checksums of all parts together; `nil` where one is missing or of another kind.
  init?(combining parts: [UploadedPart], _ algorithm: ChecksumAlgorithm?) {
    guard let algorithm else { return nil }
    var values: [(bytes: [UInt8], size: Int)] = []
    for part in parts {
      guard let checksum = part.checksum, checksum.algorithm == algorithm,
        let bytes = Base64.decode(checksum.value), bytes.count == algorithm.length
      else { return nil }
      values.append((bytes, part.size))
    }
    self.init(combining: values, algorithm)
  }

  /// Lays values together that follow one another.
  init?(combining values: [(bytes: [UInt8], size: Int)], _ algorithm: ChecksumAlgorithm) {
    guard let first = values.first else { return nil }
    guard algorithm.isCombinable else {
      let composite = Checksum.base64(algorithm, of: values.flatMap(\.bytes))
      self.init(algorithm, "\(composite)-\(values.count)", isComposite: true)
      return
    }
    let whole = values.dropFirst().reduce(Self.number(first.bytes)) { whole, part in
      Self.combine(algorithm, whole, Self.number(part.bytes), length: part.size)
    }
    let bytes = (0..<algorithm.length).reversed().map {
      UInt8(truncatingIfNeeded: whole >> (8 * $0))
    }
    self.init(algorithm, Base64.encode(bytes))
  }

  private static func number(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func combine(
    _ algorithm: ChecksumAlgorithm,
    _ first: UInt64,
    _ second: UInt64,
    length: Int
  ) -> UInt64 {
    switch algorithm {
    case .crc64nvme: CRC64NVME.combine(first, second, secondLength: length)
    case .crc32c: UInt64(CRC32C.combine(UInt32(first), UInt32(second), secondLength: length))
    default: UInt64(CRC32.combine(UInt32(first), UInt32(second), secondLength: length))
    }
  }
}
