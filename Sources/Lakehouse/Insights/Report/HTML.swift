/// A piece of a page: markup, with every text in it escaped.
struct HTML: ExpressibleByStringInterpolation {
  private(set) var markup: String

  /// Markup of our own, as it stands.
  init(stringLiteral markup: String) { self.markup = markup }

  /// Markup of our own with texts of others in it, which are escaped.
  init(stringInterpolation: Interpolation) { markup = stringInterpolation.markup }

  /// Pieces one behind the other.
  init(_ pieces: [HTML]) { markup = pieces.map(\.markup).joined() }

  /// A text as what it spells: in an element or in an attribute with quotes.
  static func escaped(_ text: String) -> String {
    var output = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": output += "&amp;"
      case "<": output += "&lt;"
      case ">": output += "&gt;"
      case "\"": output += "&quot;"
      case "'": output += "&#39;"
      // Not a character a page may have, not even as a reference.
      case "\u{0}"..."\u{8}", "\u{b}"..."\u{1f}", "\u{7f}"..."\u{9f}": output += "\u{fffd}"
      default: output.unicodeScalars.append(character)
      }
    }
    return output
  }

  /// Takes pieces as they are and escapes all else.
  struct Interpolation: StringInterpolationProtocol {
    fileprivate var markup = ""

    init(literalCapacity: Int, interpolationCount: Int) { markup.reserveCapacity(literalCapacity) }

    mutating func appendLiteral(_ literal: String) { markup += literal }

    mutating func appendInterpolation(_ piece: HTML) { markup += piece.markup }

    mutating func appendInterpolation(_ pieces: [HTML]) { markup += HTML(pieces).markup }

    mutating func appendInterpolation(_ text: String) { markup += HTML.escaped(text) }

    mutating func appendInterpolation(_ number: Int) { markup += String(number) }
  }
}
