import FoundationEssentials

/// Turns a time into folders by a pattern of Joda's: `'year'=YYYY/'month'=MM/'day'=dd/'hour'=HH`.
public struct TimePath: Sendable, Hashable {
  private enum Piece: Hashable {
    case literal(String)
    case field(Character, width: Int)
  }

  private let pieces: [Piece]
  private let milliseconds: Int
  let zone: TimeZone

  init(_ value: Values, format: String, milliseconds: Int) throws(ConfigError) {
    guard !format.isEmpty else {
      let text = "Invalid value for configuration path.format: Path format cannot be empty."
      throw ConfigError("path.format", text)
    }
    guard let zone = TimeZone(identifier: value.optional("timezone") ?? "") else {
      let text = "Invalid value \(value["timezone"]) for configuration timezone: no such time zone"
      throw ConfigError("timezone", text)
    }
    self.zone = zone
    self.milliseconds = milliseconds
    pieces = try Self.pieces(of: format)
  }

  /// The folders of a moment, rounded down to the time a folder covers.
  func path(of millisecondsSince1970: Int) -> String {
    let date = Date(timeIntervalSince1970: Double(millisecondsSince1970) / 1_000)
    let offset = zone.secondsFromGMT(for: date) * 1_000
    let local = millisecondsSince1970 + offset
    let start = Self.floor(local, milliseconds)
    let fields = Fields(milliseconds: start)
    return pieces.map { piece in
      switch piece {
      case .literal(let text): text
      case .field(let letter, let width): fields.text(letter, width)
      }
    }.joined()
  }

  private static func floor(_ value: Int, _ step: Int) -> Int {
    let rest = value % step
    return value - (rest < 0 ? rest + step : rest)
  }

  private static func pieces(of format: String) throws(ConfigError) -> [Piece] {
    var pieces: [Piece] = []
    var rest = format[...]
    while let letter = rest.first {
      if letter == "'" {
        let inside = rest.dropFirst()
        guard let end = inside.firstIndex(of: "'") else {
          throw ConfigError(
            "path.format",
            "Invalid value \(format) for configuration path.format: a quote is open"
          )
        }
        // Two quotes are one.
        pieces.append(.literal(inside.startIndex == end ? "'" : String(inside[..<end])))
        rest = inside[inside.index(after: end)...]
      } else if letter.isLetter {
        let run = rest.prefix { $0 == letter }
        guard "yYMdHms".contains(letter) else {
          let text = "Invalid value \(format) for configuration path.format: no field \(letter)"
          throw ConfigError("path.format", text)
        }
        pieces.append(.field(letter, width: run.count))
        rest = rest.dropFirst(run.count)
      } else {
        pieces.append(.literal(String(letter)))
        rest = rest.dropFirst()
      }
    }
    return pieces
  }

  /// A local time taken apart.
  private struct Fields {
    private let year: Int
    private let month: Int
    private let day: Int
    private let seconds: Int

    init(milliseconds: Int) {
      let total = TimePath.floor(milliseconds, 1_000) / 1_000
      let days = TimePath.floor(total, 86_400) / 86_400
      seconds = total - days * 86_400
      // Days are counted from 1 March 0000, so that the leap day is the last of its year.
      let shifted = days + 719_468
      let era = TimePath.floor(shifted, 146_097) / 146_097
      let dayOfEra = shifted - era * 146_097
      let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
      let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
      let shiftedMonth = (5 * dayOfYear + 2) / 153
      day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
      month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
      year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    func text(_ letter: Character, _ width: Int) -> String {
      let number =
        switch letter {
        case "M": month
        case "d": day
        case "H": seconds / 3_600
        case "m": seconds / 60 % 60
        case "s": seconds % 60
        default: width == 2 ? year % 100 : year
        }
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
  }
}
