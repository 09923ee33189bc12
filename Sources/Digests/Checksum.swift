/// A running checksum whose algorithm is chosen at run time.
public struct Checksum: Sendable {
  private enum State: Sendable {
    case crc32(CRC32)
    case crc32c(CRC32C)
    case crc64nvme(CRC64NVME)
    case sha1(SHA1)
    case sha256(SHA256)
  }

  /// What is computed.
  public let algorithm: ChecksumAlgorithm
  private var state: State

  /// Starts with nothing seen.
  public init(_ algorithm: ChecksumAlgorithm) {
    self.algorithm = algorithm
    state =
      switch algorithm {
      case .crc32: .crc32(CRC32())
      case .crc32c: .crc32c(CRC32C())
      case .crc64nvme: .crc64nvme(CRC64NVME())
      case .sha1: .sha1(SHA1())
      case .sha256: .sha256(SHA256())
      }
  }

  /// Takes the next bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    switch state {
    case .crc32(var function): state = unsafe .crc32(Self.updated(&function, bytes))
    case .crc32c(var function): state = unsafe .crc32c(Self.updated(&function, bytes))
    case .crc64nvme(var function): state = unsafe .crc64nvme(Self.updated(&function, bytes))
    case .sha1(var function): state = unsafe .sha1(Self.updated(&function, bytes))
    case .sha256(var function): state = unsafe .sha256(Self.updated(&function, bytes))
    }
  }

  /// Takes the next bytes.
  public mutating func update(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { unsafe update($0) }
  }

  /// Takes the next bytes.
  public mutating func update(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBytes { unsafe update($0) }
  }

  /// The value of everything seen so far, numbers with their highest byte first.
  public var bytes: [UInt8] {
    switch state {
    case .crc32(let function): Self.bigEndian(function.value)
    case .crc32c(let function): Self.bigEndian(function.value)
    case .crc64nvme(let function): Self.bigEndian(function.value)
    case .sha1(let function): function.value.bytes
    case .sha256(let function): function.value.bytes
    }
  }

  /// The value as it stands in a header.
  public var base64: String { Base64.encode(bytes) }

  /// The value of one array.
  public static func base64(_ algorithm: ChecksumAlgorithm, of bytes: [UInt8]) -> String {
    var checksum = Checksum(algorithm)
    checksum.update(bytes)
    return checksum.base64
  }

  private static func updated<F: HashFunction>(_ function: inout F, _ bytes: UnsafeRawBufferPointer)
    -> F
  {
    unsafe function.update(bytes)
    return function
  }

  private static func bigEndian(_ number: some FixedWidthInteger) -> [UInt8] {
    stride(from: number.bitWidth - 8, through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: number >> $0)
    }
  }
}
