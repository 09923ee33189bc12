import CCrypto

/// One bit-reflected CRC of 32 or 64 bits, by carry-less multiplication or by tables.
///
/// A register of 32 bits lives in the low half of 64, which changes nothing in the formulas.
struct ReflectedCRC: Sendable {
  /// How many bytes are taken in one go.
  enum Method: CaseIterable {
    /// Eight, by tables: for short inputs, and everywhere.
    case tables
    /// 64, by multiplying 128 bits without carries.
    case folding
    /// 256, by four such multiplications at once.
    case foldingWide

    /// The quickest that the processor has.
    static let best: Method =
      ccrc_can_fold() == 0 ? .tables : ccrc_can_fold_wide() == 0 ? .folding : .foldingWide
  }

  private let method: Method
  private let field: ReflectedField
  /// Eight tables of 256: the remainder of a byte that is followed by 0 to 7 bytes.
  private let tables: [UInt64]
  /// Constants for moving 128 bits by 2048, by 512 and by 128, high half first.
  private let farthest: [UInt64]
  private let far: [UInt64]
  private let near: [UInt64]

  init(polynomial: UInt64, width: Int, method: Method = .best) {
    let field = ReflectedField(polynomial: polynomial, width: width)
    self.method = method
    self.field = field
    tables = Self.tables(polynomial: polynomial)
    // A product of two reflected registers is one power of x short: hence the "- 1".
    let pair = { (distance: Int) in
      [distance + 64, distance].map { field.power($0 - 1) << UInt64(64 - width) }
    }
    (farthest, far, near) = (pair(2_048), pair(512), pair(128))
  }

  private static func tables(polynomial: UInt64) -> [UInt64] {
    var tables = [UInt64](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var register = UInt64(byte)
      for _ in 0..<8 { register = register >> 1 ^ (register & 1 == 0 ? 0 : polynomial) }
      tables[byte] = register
    }
    for index in 256..<tables.count {
      let before = tables[index - 256]
      tables[index] = before >> 8 ^ tables[Int(before & 255)]
    }
    return tables
  }

  /// The register after `bytes`, without any inversion.
  func updated(_ register: UInt64, with bytes: UnsafeRawBufferPointer) -> UInt64 {
    guard let start = bytes.baseAddress else { return register }
    if method == .foldingWide, bytes.count >= 1_024 {
      let folded = bytes.count & ~255
      return unsafe updated(register, folding: folded, of: bytes, to: 256) { remainder in
        unsafe ccrc_fold_wide(register, start, folded, farthest, remainder.baseAddress)
      }
    }
    if method != .tables, bytes.count >= 64 {
      let folded = bytes.count & ~15
      return unsafe updated(register, folding: folded, of: bytes, to: 16) { remainder in
        unsafe ccrc_fold(register, start, folded, far, near, remainder.baseAddress)
      }
    }
    return unsafe updatedByTable(register, with: bytes)
  }

  /// The register after `count` bytes that `fold` brings down to a few, and the rest.
  private func updated(
    _ register: UInt64,
    folding count: Int,
    of bytes: UnsafeRawBufferPointer,
    to size: Int,
    _ fold: (UnsafeMutableRawBufferPointer) -> Void
  ) -> UInt64 {
    unsafe withUnsafeTemporaryAllocation(byteCount: size, alignment: 16) { remainder in
      unsafe fold(remainder)
      let register = unsafe updated(0, with: UnsafeRawBufferPointer(remainder))
      return unsafe updated(register, with: UnsafeRawBufferPointer(rebasing: bytes[count...]))
    }
  }

  private func updatedByTable(_ register: UInt64, with bytes: UnsafeRawBufferPointer) -> UInt64 {
    unsafe tables.withUnsafeBufferPointer { table in
      var register = register
      var offset = 0
      while bytes.count - offset >= 8 {
        let next = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        let word = register ^ UInt64(littleEndian: next)
        register = 0
        for byte in 0..<8 {
          register ^= unsafe table[(7 - byte) << 8 + Int(word >> UInt64(8 * byte) & 255)]
        }
        offset += 8
      }
      while offset < bytes.count {
        register = unsafe register >> 8 ^ table[Int((register ^ UInt64(bytes[offset])) & 255)]
        offset += 1
      }
      return register
    }
  }

  /// The register of `first` followed by `length` more bytes that alone leave `second`.
  func combined(_ first: UInt64, _ second: UInt64, length: Int) -> UInt64 {
    field.product(first, field.power(8 * length)) ^ second
  }
}
