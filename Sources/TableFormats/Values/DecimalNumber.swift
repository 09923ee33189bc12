/// Decimals as digits with a point.
enum DecimalNumber {
  /// `12.50` for 1250 of scale 2.
  static func text(_ unscaled: Int128, scale: Int) -> String {
    var digits = String(unscaled.magnitude)
    if scale > 0 {
      digits = String(repeating: "0", count: max(0, scale + 1 - digits.utf8.count)) + digits
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -scale))
    }
    return unscaled < 0 ? "-" + digits : digits
  }

  /// The number without its point; `nil` where the text is none, or has more digits than fit.
  static func unscaled(_ text: String, precision: Int, scale: Int) -> Int128? {
    guard let match = text.wholeMatch(of: /([+-]?)(\d*)(?:\.(\d*))?/) else { return nil }
    var fraction = String(match.3 ?? "")
    while fraction.utf8.count > scale, fraction.last == "0" { fraction.removeLast() }
    guard fraction.utf8.count <= scale, !(match.2.isEmpty && fraction.isEmpty) else { return nil }
    fraction += String(repeating: "0", count: scale - fraction.utf8.count)
    let digits = String((match.2 + fraction).drop { $0 == "0" })
    guard digits.utf8.count <= precision else { return nil }
    let magnitude = digits.isEmpty ? 0 : Int128(digits)
    return magnitude.map { match.1 == "-" ? -$0 : $0 }
  }
}
