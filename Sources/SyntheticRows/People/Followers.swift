#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Follower counts: log-normal, and the more somebody posts the more they have.
enum Followers {
  /// Draws a number for somebody with so many posts.
  static func draw(posts: Int, using random: inout RowRandom) -> Int {
    // The sum of six uniform numbers is near enough to a normal one.
    let sum = (0..<6).reduce(0) { sum, _ in sum + random.below(1 << 20) }
    let normal = (Double(sum) / 0x1p20 - 3) * 1.414
    let exponent = 3.22 + 1.2 * log10(Double(posts)) + 0.95 * normal
    return Int(power(10, min(max(exponent, 0), 7.18)))
  }

  /// The number as the site shows it: `999`, `1k` to `985k`, `1M` to `15M`.
  static func spelled(_ number: Int) -> String {
    switch number {
    case ..<1_000: "\(number)"
    case ..<986_000: "\(number / 1_000)k"
    default: "\(max(1, number / 1_000_000))M"
    }
  }
}

/// `base` to the power of `exponent`.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
