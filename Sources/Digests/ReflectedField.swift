/// Polynomials over GF(2) modulo a CRC's own, the highest power in the lowest bit.
struct ReflectedField: Sendable {
  /// The register that stands for 1.
  private let one: UInt64
  private let polynomial: UInt64

  init(polynomial: UInt64, width: Int) {
    self.polynomial = polynomial
    one = 1 << UInt64(width - 1)
  }

  /// x to the power of `exponent`.
  func power(_ exponent: Int) -> UInt64 {
    var result = one
    var square = one >> 1
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result = product(result, square) }
      square = product(square, square)
      rest >>= 1
    }
    return result
  }

  func product(_ a: UInt64, _ b: UInt64) -> UInt64 {
    var result: UInt64 = 0
    var shifted = b
    var bit = one
    while bit != 0 {
      if a & bit != 0 { result ^= shifted }
      shifted = shifted >> 1 ^ (shifted & 1 == 0 ? 0 : polynomial)
      bit >>= 1
    }
    return result
  }
}
