import Testing

@testable import Digests

/// A polynomial in its reflected form, and how wide its register is.
struct Polynomial: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let value: UInt64
  let width: Int

  static let all = [
    Polynomial(testDescription: "CRC32", value: 0xEDB8_8320, width: 32),
    Polynomial(testDescription: "CRC32C", value: 0x82F6_3B78, width: 32),
    Polynomial(testDescription: "CRC64NVME", value: 0x9A6C_9329_AC4B_C9B5, width: 64),
  ]

  func crc(_ method: ReflectedCRC.Method) -> ReflectedCRC {
    ReflectedCRC(polynomial: value, width: width, method: method)
  }

  var allOnes: UInt64 { UInt64.max >> UInt64(64 - width) }
}

@Suite struct ReflectedCRCTests {
  static let bytes = (0..<2_000).map { UInt8(truncatingIfNeeded: $0 &* $0 &+ $0 >> 4) }

  private func updated(_ crc: ReflectedCRC, _ register: UInt64, _ bytes: ArraySlice<UInt8>)
    -> UInt64
  {
    unsafe bytes.withUnsafeBytes { unsafe crc.updated(register, with: $0) }
  }

  @Test(arguments: Polynomial.all)
  func `tables agree with the definition, bit by bit`(polynomial: Polynomial) {
    let crc = polynomial.crc(.tables)
    var register = polynomial.allOnes
    for (index, byte) in Self.bytes.prefix(300).enumerated() {
      register ^= UInt64(byte)
      for _ in 0..<8 { register = register >> 1 ^ (register & 1 == 0 ? 0 : polynomial.value) }
      #expect(updated(crc, polynomial.allOnes, Self.bytes[...index]) == register)
    }
  }

  /// What this processor can do; the last in order is what it uses.
  static let methods: [ReflectedCRC.Method] =
    switch ReflectedCRC.Method.best {
    case .tables: []
    case .folding: [.folding]
    case .foldingWide: [.folding, .foldingWide]
    }

  @Test(arguments: Polynomial.all, methods)
  func `folding agrees with tables at every length and place`(
    polynomial: Polynomial,
    method: ReflectedCRC.Method
  ) {
    let folding = polynomial.crc(method)
    let tables = polynomial.crc(.tables)
    for length in 0...1_100 {
      for start in [0, 1, 16] {
        let piece = Self.bytes[start..<start + length]
        let register = UInt64(length) &* 0x9E37_79B9_7F4A_7C15 & polynomial.allOnes
        #expect(updated(folding, register, piece) == updated(tables, register, piece))
      }
    }
    #expect(updated(folding, 0, Self.bytes[...]) == updated(tables, 0, Self.bytes[...]))
  }

  @Test(arguments: [0, 1, 2, 16, 63, 64, 65, 1_000, 1_999, 2_000])
  func `checksums of parts combine to that of the whole`(cut: Int) {
    let first = Array(Self.bytes[..<cut])
    let second = Array(Self.bytes[cut...])
    #expect(
      CRC32.combine(CRC32.hash(first), CRC32.hash(second), secondLength: second.count)
        == CRC32.hash(Self.bytes)
    )
    #expect(
      CRC32C.combine(CRC32C.hash(first), CRC32C.hash(second), secondLength: second.count)
        == CRC32C.hash(Self.bytes)
    )
    #expect(
      CRC64NVME.combine(CRC64NVME.hash(first), CRC64NVME.hash(second), secondLength: second.count)
        == CRC64NVME.hash(Self.bytes)
    )
  }
}
