extension Duration {
  /// Reads `PT24H`, `P1DT30M`, `PT0.5S`; years and months have no fixed length and are refused.
  init?(iso8601 text: some StringProtocol) {
    guard text.first == "P", text.count > 2 else { return nil }
    var total = Duration.zero
    var isTime = false
    var digits = ""
    for character in text.dropFirst() {
      if character == "T" {
        guard !isTime, digits.isEmpty else { return nil }
        isTime = true
        continue
      }
      if character.isASCII, character.isNumber || character == "." {
        digits.append(character)
        continue
      }
      let unit: Int? =
        switch (character, isTime) {
        case ("W", false): 604_800
        case ("D", false): 86_400
        case ("H", true): 3_600
        case ("M", true): 60
        case ("S", true): 1
        default: nil
        }
      guard let unit, let number = Double(digits), number < 1e9 else { return nil }
      total += .seconds(number * Double(unit))
      digits = ""
    }
    guard digits.isEmpty else { return nil }
    self = total
  }
}
