import FoundationEssentials
import HTTPWire

/// Moments as credentials and token caches spell them: `2030-01-31T12:00:00Z` and its relatives.
enum Timestamp {
  /// Reads `Z`, `UTC` or an offset at the end, with or without a fraction of a second before it.
  static func parse(_ text: String) -> Date? {
    var rest = Array(text.utf8)[...]
    func number(_ digits: Int) -> Int? {
      guard rest.count >= digits, rest.prefix(digits).allSatisfy(isDigit) else { return nil }
      defer { rest = rest.dropFirst(digits) }
      return rest.prefix(digits).reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
    func mark(_ allowed: String) -> Bool {
      guard let first = rest.first, allowed.utf8.contains(first) else { return false }
      rest = rest.dropFirst()
      return true
    }
    guard let year = number(4), mark("-"), let month = number(2), mark("-"), let day = number(2),
      mark("T "), let hour = number(2), mark(":"), let minute = number(2), mark(":"),
      let second = number(2)
    else { return nil }
    if mark(".") { rest = rest.drop(while: isDigit) }
    let time = CivilTime(
      year: year,
      month: month,
      day: day,
      hour: hour,
      minute: minute,
      second: second
    )
    guard time.isValid, let offset = offset(rest) else { return nil }
    return time.date.addingTimeInterval(-offset)
  }

  /// Writes the one form every tool reads; `nil` for a moment no calendar in use has.
  static func format(secondsSince1970 seconds: Double) -> String? {
    guard (0..<253_402_300_800).contains(seconds) else { return nil }
    let time = CivilTime(secondsSince1970: Int(seconds))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day = "\(time.year)-\(two(time.month))-\(two(time.day))"
    return "\(day)T\(two(time.hour)):\(two(time.minute)):\(two(time.second))Z"
  }

  /// Seconds east of UTC.
  private static func offset(_ text: ArraySlice<UInt8>) -> TimeInterval? {
    let digits = text.dropFirst().filter { $0 != UInt8(ascii: ":") }
    switch String(decoding: text, as: UTF8.self) {
    case "Z", "UTC": return 0
    case let zone where zone.hasPrefix("+") || zone.hasPrefix("-"):
      guard digits.count == 4, digits.allSatisfy(isDigit) else { return nil }
      let values = digits.map { Double($0 - UInt8(ascii: "0")) }
      let seconds = (values[0] * 10 + values[1]) * 3_600 + (values[2] * 10 + values[3]) * 60
      return zone.hasPrefix("+") ? seconds : -seconds
    default: return nil
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }
}
