/// Numbers as Java's Double.toString prints them.
enum JavaNumber {
  /// Plain between a thousandth and ten million, with an exponent elsewhere, always with a point.
  static func text(of number: Double) -> String {
    // Connect loses the sign of zero on its way.
    if number == 0 { return "0.0" }
    let (digits, exponent) = shortest(number.magnitude)
    let sign = number < 0 ? "-" : ""
    if number.magnitude >= 1e-3, number.magnitude < 1e7 {
      return sign + plain(digits, exponent)
    }
    let rest = digits.count > 1 ? String(digits.dropFirst()) : "0"
    return "\(sign)\(digits.first ?? "0").\(rest)E\(exponent)"
  }

  /// The shortest digits that are read back as the same number, and the exponent of the first.
  private static func shortest(_ number: Double) -> (digits: String, exponent: Int) {
    let text = number.description
    let parts = text.split(separator: "e")
    var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let whole = mantissa[0]
    let fraction = mantissa.count > 1 ? mantissa[1] : ""
    var digits = String(whole + fraction)
    exponent += whole.count - 1
    while digits.hasPrefix("0"), digits.count > 1 {
      digits.removeFirst()
      exponent -= 1
    }
    while digits.hasSuffix("0"), digits.count > 1 { digits.removeLast() }
    return (digits, exponent)
  }

  private static func plain(_ digits: String, _ exponent: Int) -> String {
    if exponent < 0 {
      return "0." + String(repeating: "0", count: -exponent - 1) + digits
    }
    let padded = digits + String(repeating: "0", count: max(0, exponent + 1 - digits.count))
    let point = padded.index(padded.startIndex, offsetBy: exponent + 1)
    let fraction = padded[point...]
    return "\(padded[..<point]).\(fraction.isEmpty ? "0" : fraction)"
  }
}
