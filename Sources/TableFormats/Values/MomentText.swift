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
    let parts = /(-?\d{4,6}-\d{1,2}-\d{1,2})(?:[ T]([\d:.]+))?(Z|[+-]\d{2}:?\d{2})?/
    guard let match = text.wholeMatch(of: parts), let days = days(String(match.1)),
      let time = timeOfDay(match.2 ?? "00:00"),
      // Beyond them there are no microseconds of 64 bits.
      abs(days) < 100_000_000
    else { return nil }
    let offset = match.3.map { zone($0) } ?? 0
    return days * Int64(microsecondsADay) + time - Int64(offset) * 60_000_000
  }

  /// The microseconds of `03:52`, `03:52:47` or `03:52:47.123456`.
  private static func timeOfDay(_ text: Substring) -> Int64? {
    let parts = /(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?/
    guard let match = text.wholeMatch(of: parts) else { return nil }
    let (hour, minute, second) = (number(match.1), number(match.2), number(match.3))
    guard hour < 24, minute < 60, second < 60 else { return nil }
    let fraction = (String(match.4 ?? "") + "000000").prefix(6)
    let seconds = hour * 3_600 + minute * 60 + second
    return Int64(seconds) * 1_000_000 + Int64(number(fraction))
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
