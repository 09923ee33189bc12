#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Where years and values stand in a chart: across in percent, down in pixels.
///
/// Values that are far apart stand on a logarithmic scale, or all but one line would lie on the
/// ground.
struct ChartScale {
  static let left = 11
  static let right = 97
  static let top = 16
  static let bottom = 222
  /// How many times the smallest the largest may be on a linear scale.
  private static let widest = 20.0

  private let years: ClosedRange<Int>
  /// The values of the lines of the grid, from below.
  let ticks: [Double]
  /// Whether each line of the grid is ten times the one below.
  let isLogarithmic: Bool

  /// A scale on which all of them have a place; `nil` where there are none.
  init?(years: [Int], values: [Double]) {
    guard let first = years.min(), let last = years.max(), let largest = values.max(),
      let smallest = values.min()
    else { return nil }
    self.years = first...last
    isLogarithmic = smallest >= 1 && largest > smallest * Self.widest
    if isLogarithmic {
      let powers = Int(log10(smallest).rounded(.down))...Int(log10(largest).rounded(.up))
      ticks = powers.map { pow(10, Double($0)) }
    } else {
      let ceiling = Quantity.ceiling(of: largest)
      ticks = (0...4).map { ceiling * Double($0) / 4 }
    }
  }

  /// A place across, with room on both sides.
  func x(_ year: Int) -> String {
    let span = years.upperBound - years.lowerBound
    let share = span == 0 ? 0.5 : Double(year - years.lowerBound) / Double(span)
    let room = Double(Self.right - Self.left - 6)
    return "\(((Double(Self.left + 3) + share * room) * 100).rounded() / 100)%"
  }

  /// A place down.
  func y(_ value: Double) -> Int {
    let (lowest, highest) = (ticks.first ?? 0, ticks.last ?? 1)
    let share =
      isLogarithmic
      ? (log10(value) - log10(lowest)) / (log10(highest) - log10(lowest))
      : value / highest
    return Self.bottom - Int((share * Double(Self.bottom - Self.top)).rounded())
  }
}
