import PinterestModels

extension Expectation {
  /// Reads an expectation as ``description`` writes it; quotes may be left out.
  public init(parsing text: String) throws(LakehouseError) {
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    let name = (words.first ?? "").split(separator: ".", omittingEmptySubsequences: false)
    guard name.count == 2, let table = Table(rawValue: String(name[0])) else {
      throw Self.unclear(text)
    }
    let rest = words.dropFirst().joined(separator: " ")
    try self.init(table, String(name[1]), try Self.check(rest, of: text))
  }

  /// What cleaned rows of the course's data fulfil.
  public static func course() throws(LakehouseError) -> [Expectation] {
    let texts = [
      "pin.ind is not null", "geo.ind is not null", "user.ind is not null",
      "pin.unique_id is not null", "pin.category is not null",
      "pin.is_image_or_video in (image, video, 'multi-video(story page format)')",
      "pin.category in (art, beauty, christmas, diy-and-crafts, education, event-planning, "
        + "finance, home-decor, mens-fashion, quotes, tattoos, travel, vehicles)",
      "pin.follower_count between 0 and 2147483647", "geo.coordinates between -180 and 180",
      "geo.country is not null", "geo.timestamp is not null", "user.user_name is not null",
      "user.age between 0 and 120", "user.date_joined is not null",
    ]
    return try texts.map { text throws(LakehouseError) in try Expectation(parsing: text) }
  }

  private static func check(_ words: String, of text: String) throws(LakehouseError) -> Check {
    switch words.lowercased() {
    case "is not null": return .notNull
    case "is unique": return .unique
    default: break
    }
    if words.lowercased().hasPrefix("in ("), words.hasSuffix(")") {
      return .accepted(values(words.dropFirst(4).dropLast()))
    }
    let bounds = words.components(between: "between ", and: " and ")
    guard let (low, high) = bounds.map({ (unquoted($0), unquoted($1)) }) else {
      throw unclear(text)
    }
    if let low = Double(low), let high = Double(high), low <= high { return .range(low...high) }
    guard let low = WireTimestamp(parsing: low), let high = WireTimestamp(parsing: high),
      low <= high
    else { throw unclear(text) }
    return .period(low...high)
  }

  /// Values between commas; within quotes a comma is part of the value.
  private static func values(_ text: Substring) -> [String] {
    var values = [""]
    var isQuoted = false
    for character in text {
      switch character {
      case "'": isQuoted.toggle()
      case "," where !isQuoted: values.append("")
      case " " where !isQuoted: continue
      default: values[values.count - 1].append(character)
      }
    }
    return values
  }

  private static func unquoted(_ text: Substring) -> String { text.filter { $0 != "'" } }

  private static func unclear(_ text: String) -> LakehouseError {
    LakehouseError(
      .badOption,
      text,
      detail: "TABLE.COLUMN, then: is not null, is unique, in (A, B), or between LOW and HIGH"
    )
  }
}

extension String {
  /// What stands before and behind a word, all of it behind another word.
  fileprivate func components(
    between start: String,
    and middle: String
  ) -> (Substring, Substring)? {
    guard lowercased().hasPrefix(start) else { return nil }
    let rest = dropFirst(start.count)
    guard let range = rest.firstRange(of: middle) else { return nil }
    return (rest[..<range.lowerBound], rest[range.upperBound...])
  }
}
