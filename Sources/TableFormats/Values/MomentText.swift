/// Dates and moments as texts spell them.
enum MomentText {
  static let microsecondsADay = 86_400_000_000

  /// `2020-08-28`.
  static func date(_ days: Int64) -> String {
    let date = CivilDate(daysSince1970: Int(days))
    return "\(digits(date.year, 4))-\(digits(date.month, 2))-\(digits(date.day, 2))"
  }

  /// `2020-08-28T03:52:47.123456Z`, with as many digits of the second as it needs.
  static func timestamp(_ microseconds: Int64, isLocal: Bool = false) -> String {
    let (seconds, fraction) = split(microseconds)
    var text = "\(seconds)"
    if fraction > 0 {
      var tail = digits(fraction, 6)
      while tail.last == "0" { tail.removeLast() }
      text += "." + tail
    }
    return isLocal ? text : text + "Z"
  }

  /// `2020-08-28T03:52:47.123Z`: the thousandth before the moment.
  static func milliseconds(_ microseconds: Int64) -> String {
    let (seconds, fraction) = split(microseconds)
    return "\(seconds).\(digits(fraction / 1_000, 3))Z"
  }

  /// The days of a date.
  static func days(_ text: String) -> Int64? {
    guard let match = text.wholeMatch(of: /(-?\d{4,6})-(\d{1,2})-(\d{1,2})/),
      let year = Int(match.1), let month = Int(match.2), let day = Int(match.3),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    return Int64(date.daysSince1970)
  }

  /// The microseconds of a moment; without a zone it is meant in UTC.
  static func microseconds(_ text: String) -> Int64? {
    let pattern =
      /(-?\d{4,6}-\d{1,2}-\d{1,2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?(Z|[+-]\d{2}:?\d{2})?/
    guard let match = text.wholeMatch(of: pattern), let days = days(String(match.1)) else {
      return nil
    }
    let (hour, minute) = (number(match.2), number(match.3))
    let second = number(match.4)
    guard hour < 24, minute < 60, second < 60 else { return nil }
    let fraction = String((match.5.map(String.init) ?? "").padding(to: 6).prefix(6))
    let offset = match.6.map { zone($0) } ?? 0
    let seconds = Int64(hour * 3_600 + minute * 60 + second - offset * 60)
    return days * Int64(microsecondsADay) + seconds * 1_000_000 + (Int64(fraction) ?? 0)
  }

  private static func number(_ digits: Substring?) -> Int { digits.flatMap { Int($0) } ?? 0 }

  /// The minutes a zone is ahead.
  private static func zone(_ text: Substring) -> Int {
    guard text != "Z" else { return 0 }
    let digits = text.filter(\.isNumber)
    let minutes = number(digits.prefix(2)) * 60 + number(digits.suffix(2))
    return text.hasPrefix("-") ? -minutes : minutes
  }

  /// The text up to the second, and the microseconds behind it.
  private static func split(_ microseconds: Int64) -> (text: String, fraction: Int) {
    let all = Int(microseconds)
    let days = all >= 0 ? all / microsecondsADay : (all + 1) / microsecondsADay - 1
    let rest = all - days * microsecondsADay
    let seconds = rest / 1_000_000
    let time = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { digits($0, 2) }
    return ("\(date(Int64(days)))T\(time.joined(separator: ":"))", rest % 1_000_000)
  }

  private static func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number.magnitude)
    let zeros = String(repeating: "0", count: max(0, count - text.utf8.count))
    return (number < 0 ? "-" : "") + zeros + text
  }
}

extension String {
  fileprivate func padding(to count: Int) -> String {
    self + String(repeating: "0", count: max(0, count - utf8.count))
  }
}
