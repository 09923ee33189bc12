/// Where between records an object is: alone on lines, or in an array as some scripts write it.
///
/// Spark takes an array for its elements, so nothing but commas and brackets needs to be known;
/// after damage all of them are let pass, because nobody can tell any more what they belong to.
enum RecordGrouping: Sendable {
  case none
  case opened
  case afterElement
  case afterComma
  case broken

  enum Step {
    /// A record begins here, or something that is none.
    case record
    /// The byte only separates.
    case separator
    /// Two elements without a comma.
    case missingComma
  }

  /// Goes on to the next byte that is not white space.
  mutating func step(to byte: UInt8) -> Step {
    switch (self, byte) {
    case (.none, UInt8(ascii: "[")), (.broken, UInt8(ascii: "[")): self = .opened
    case (.opened, UInt8(ascii: "]")), (.afterElement, UInt8(ascii: "]")),
      (.broken, UInt8(ascii: "]")):
      self = .none
    case (.afterElement, UInt8(ascii: ",")): self = .afterComma
    case (.broken, UInt8(ascii: ",")): break
    case (.afterElement, _): return .missingComma
    case (.none, _), (.broken, _): return .record
    case (.opened, _), (.afterComma, _):
      self = .afterElement
      return .record
    }
    return .separator
  }

  /// Forgets what cannot be known any more.
  mutating func breakUp() { if self != .none { self = .broken } }

  /// Whether an array was begun and is whole so far.
  var isOpen: Bool { self != .none && self != .broken }
}
