import Digests

/// What is wrong with a text that should be base64.
struct Base64Complaint: Sendable, Hashable {
  let words: String

  /// `nil` where nothing is wrong.
  init?(_ text: String) {
    guard Base64.decode(text) == nil else { return nil }
    guard text.utf8.count % 4 == 0 else {
      words =
        "Base64 encoded length is expected a multiple of 4 bytes but found: \(text.utf8.count)"
      return
    }
    if let strange = Self.strangeCharacter(in: text) {
      words = "Invalid Base64 character: '\(strange)'"
    } else {
      words = "Invalid last non-pad Base64 character dectected"
    }
  }

  private static func strangeCharacter(in text: String) -> Character? {
    var previous: Character?
    for character in text {
      if previous == "=", character != "=" { return "=" }
      guard character.isASCII, character.isLetter || character.isNumber || "+/=".contains(character)
      else { return character }
      previous = character
    }
    return nil
  }
}
