public import PinterestModels

/// A pattern of Spark's `to_timestamp`, as far as moments of this pipeline need it: `y`, `M`, `d`,
/// `H`, `m`, `s` and `S`, quoted text, and everything that is no letter.
public struct DatePattern: Sendable, Hashable, CustomStringConvertible {
  private enum Part: Hashable, Sendable {
    case field(Unicode.Scalar, count: Int)
    case literal(Unicode.Scalar)
  }

  /// The pattern as it was written.
  public let description: String
  private let parts: [Part]

  /// Reads a pattern; a letter it does not know is an error.
  public init(_ text: String) throws(LakehouseError) {
    description = text
    var parts: [Part] = []
    var rest = Substring(text).unicodeScalars
    while let letter = rest.popFirst() {
      switch letter {
      case "'":
        while let quoted = rest.popFirst(), quoted != "'" { parts.append(.literal(quoted)) }
      case "y", "M", "d", "H", "m", "s", "S":
        var count = 1
        while rest.first == letter {
          rest.removeFirst()
          count += 1
        }
        parts.append(.field(letter, count: count))
      case _ where letter.properties.isAlphabetic:
        throw LakehouseError(.badOption, text, detail: "the letter \(letter) has no meaning here")
      default: parts.append(.literal(letter))
      }
    }
    self.parts = parts
  }

  /// Reads a moment that is spelled just so; fields the pattern has not are those of 1970.
  public func parse(_ text: String) -> WireTimestamp? {
    var rest = Substring(text).unicodeScalars
    var fields: [Unicode.Scalar: Int] = [:]
    for part in parts {
      switch part {
      case .literal(let scalar):
        guard rest.popFirst() == scalar else { return nil }
      case .field(let letter, let count):
        // A field of one letter takes as many digits as there are, others just so many.
        let most = letter == "S" || count > 1 ? count : 9
        let digits = rest.prefix(most).prefix { ("0"..."9").contains($0) }
        guard !digits.isEmpty, count == 1 || digits.count == count,
          var number = Int(String(digits))
        else { return nil }
        rest = rest.dropFirst(digits.count)
        if letter == "S" { number = Self.microseconds(number, digits: digits.count) }
        fields[letter] = number
      }
    }
    guard rest.isEmpty else { return nil }
    let civil = WireTimestamp(
      year: fields["y"] ?? 1970,
      month: fields["M"] ?? 1,
      day: fields["d"] ?? 1,
      hour: fields["H"] ?? 0,
      minute: fields["m"] ?? 0,
      second: fields["s"] ?? 0,
      microsecond: fields["S"] ?? 0
    )
    return civil.flatMap { $0.isDate ? $0 : nil }
  }

  private static func microseconds(_ number: Int, digits: Int) -> Int {
    var number = number
    for _ in min(digits, 6)..<6 { number *= 10 }
    for _ in 6..<max(digits, 6) { number /= 10 }
    return number
  }
}
