/// Numbers of 16 bits.
///
/// `Float16` is missing on some machines this package runs on, and it is little to do.
enum HalfPrecision {
  /// The number that bits mean.
  static func double(bitPattern bits: UInt16) -> Double {
    let sign: Double = bits >> 15 == 0 ? 1 : -1
    let fraction = Double(bits & 0x3ff) / 1024
    let exponent = Int(bits >> 10 & 0x1f)
    switch exponent {
    case 0: return sign * Double(sign: .plus, exponent: -14, significand: fraction)
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default: return sign * Double(sign: .plus, exponent: exponent - 15, significand: 1 + fraction)
    }
  }
}
