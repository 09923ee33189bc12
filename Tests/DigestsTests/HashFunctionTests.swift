import Digests
import Testing

@Suite struct HashFunctionTests {
  static let bytes = (0..<3_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 3) }

  private func expectSame<F: HashFunction>(_ type: F.Type) {
    let whole = F.hash(Self.bytes)
    for size in [1, 7, 15, 16, 17, 63, 64, 65, 127, 200, 2_999] {
      var function = F()
      var rest = Self.bytes[...]
      while !rest.isEmpty {
        function.update(Array(rest.prefix(size)))
        rest = rest.dropFirst(size)
      }
      #expect(function.value == whole, "\(type) in pieces of \(size)")
    }
    #expect(F.hash(Self.bytes.span) == whole)
    var copied = F()
    copied.update(Self.bytes)
    var other = copied
    other.update("more")
    #expect(copied.value == whole && other.value != whole)
  }

  @Test func `every function gives the same in pieces of any size`() {
    expectSame(SHA256.self)
    expectSame(SHA1.self)
    expectSame(MD5.self)
    expectSame(CRC32.self)
    expectSame(CRC32C.self)
    expectSame(CRC64NVME.self)
  }

  @Test(arguments: ChecksumAlgorithm.allCases)
  func `a checksum chosen at run time is that of its function`(algorithm: ChecksumAlgorithm) {
    var checksum = Checksum(algorithm)
    checksum.update(Self.bytes)
    #expect(checksum.bytes.count == algorithm.length)
    let expected: [UInt8] =
      switch algorithm {
      case .crc32: bigEndian(CRC32.hash(Self.bytes))
      case .crc32c: bigEndian(CRC32C.hash(Self.bytes))
      case .crc64nvme: bigEndian(CRC64NVME.hash(Self.bytes))
      case .sha1: SHA1.hash(Self.bytes).bytes
      case .sha256: SHA256.hash(Self.bytes).bytes
      }
    #expect(checksum.bytes == expected)
    #expect(checksum.base64 == Base64.encode(expected))
  }

  private func bigEndian(_ number: some FixedWidthInteger) -> [UInt8] {
    Array(Hex.decode(String(number, radix: 16).leftPadded(to: number.bitWidth / 4)) ?? [])
  }
}

extension String {
  fileprivate func leftPadded(to width: Int) -> String {
    String(repeating: "0", count: max(0, width - count)) + self
  }
}
