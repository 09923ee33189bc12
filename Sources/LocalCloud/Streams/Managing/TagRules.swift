/// What tags may look like, beyond their lengths.
enum TagRules {
  /// The most tags a stream can have.
  static let most = 50

  static func check(_ tags: [String: String]) throws(KinesisFailure) {
    try check(keys: Array(tags.keys))
    if tags.values.contains(where: { !$0.unicodeScalars.allSatisfy(isAllowed) }) {
      throw .invalidArgument(
        "Some tags contain invalid characters. Valid characters: "
          + "Unicode letters, digits, white space, _ . / = + - % @."
      )
    }
  }

  static func check(keys: [String]) throws(KinesisFailure) {
    if keys.contains(where: { !$0.unicodeScalars.allSatisfy(isAllowed) }) {
      throw .invalidArgument(
        "Some tags contain invalid characters. Valid characters: "
          + "Unicode letters, digits, white space, _ . / = + - % @."
      )
    }
    if keys.contains(where: { $0.hasPrefix("aws:") }) {
      throw .invalidArgument("System tags cannot be added or removed.")
    }
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.isWhitespace
      || scalar.properties.numericType != nil || "_./=+-%@:".unicodeScalars.contains(scalar)
  }
}
