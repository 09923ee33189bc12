/// A number as a reader likes it.
struct Quantity {
  private let value: Double

  init(_ value: Double) { self.value = value }

  init(_ value: Int) { self.value = Double(value) }

  /// With commas between the thousands: `1,234,567` or `59,500.5`.
  var full: String {
    let hundredths = Int((value.magnitude * 100).rounded())
    var digits = Array(String(hundredths / 100))
    for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
    var text = String(digits)
    let rest = hundredths % 100
    if rest > 0 { text += rest % 10 == 0 ? ".\(rest / 10)" : ".\(rest < 10 ? "0" : "")\(rest)" }
    return (value < 0 ? "-" : "") + text
  }

  /// Short: `950`, `4.2k`, `15M`.
  var short: String {
    switch value.magnitude {
    case 999_500...: Self.scaled(value / 1_000_000) + "M"
    case 1_000...: Self.scaled(value / 1_000) + "k"
    default: Self.scaled(value)
    }
  }

  private static func scaled(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    guard value.magnitude < 100, tenths % 10 != 0 else { return String(Int(value.rounded())) }
    let sign = tenths < 0 ? "-" : ""
    return "\(sign)\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
  }

  /// The smallest of 1, 2, 2.5 and 5 times a power of ten that `value` does not exceed.
  static func ceiling(of value: Double) -> Double {
    guard value > 0 else { return 1 }
    var power = 1.0
    while power * 10 <= value { power *= 10 }
    return [1, 2, 2.5, 5, 10].map { $0 * power }.first { $0 >= value } ?? power * 10
  }
}
