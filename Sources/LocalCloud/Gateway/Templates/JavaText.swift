/// What Java's texts can do, as far as templates ask.
enum JavaText {
  /// Without what is not above a space at both ends.
  static func trim(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { $0.value > 0x20 }),
      let last = scalars.lastIndex(where: { $0.value > 0x20 })
    else { return "" }
    return String(scalars[first...last])
  }

  /// Where `part` begins, in UTF-16 as Java counts, or -1.
  static func index(of part: String, in text: String) -> Int {
    guard !part.isEmpty else { return 0 }
    guard let range = text.firstRange(of: part) else { return -1 }
    return text.utf16.distance(from: text.startIndex, to: range.lowerBound)
  }

  /// The parts between separators, without empty ones at the end.
  static func split(_ text: String, by separator: String) -> [String] {
    var parts = text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    while parts.count > 1, parts.last?.isEmpty == true { parts.removeLast() }
    return parts
  }

  /// The part from one place to another, or to the end.
  static func substring(_ text: String, _ places: [Double?]) -> String? {
    let units = Array(text.utf16)
    guard let from = places.first.flatMap({ $0 }).flatMap({ Int(exactly: $0) }) else { return nil }
    let to = places.count > 1 ? places[1].flatMap { Int(exactly: $0) } : units.count
    guard let to, 0 <= from, from <= to, to <= units.count else { return nil }
    return String(decoding: units[from..<to], as: UTF16.self)
  }
}
