/// The checksums S3 knows, with their names on the wire.
public enum ChecksumAlgorithm: String, Sendable, Hashable, CaseIterable {
  case crc32 = "CRC32"
  case crc32c = "CRC32C"
  case crc64nvme = "CRC64NVME"
  case sha1 = "SHA1"
  case sha256 = "SHA256"

  /// The number of bytes of a value.
  public var length: Int {
    switch self {
    case .crc32, .crc32c: 4
    case .crc64nvme: 8
    case .sha1: 20
    case .sha256: 32
    }
  }

  /// Whether the checksum of a whole follows from those of its parts and their lengths.
  public var isCombinable: Bool {
    switch self {
    case .crc32, .crc32c, .crc64nvme: true
    case .sha1, .sha256: false
    }
  }
}
