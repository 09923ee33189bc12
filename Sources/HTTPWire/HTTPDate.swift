public import FoundationEssentials

/// The date of HTTP headers: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
public enum HTTPDate {
  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Writes a moment in the one form HTTP asks for.
  public static func format(_ date: Date) -> String {
    let time = CivilTime(date)
    let clock = [time.hour, time.minute, time.second].map(twoDigits).joined(separator: ":")
    let day = "\(twoDigits(time.day)) \(months[time.month - 1]) \(time.year)"
    return "\(weekdays[time.weekday]), \(day) \(clock) GMT"
  }

  /// Reads the one form that is sent today; `nil` for anything else.
  public static func parse(_ text: some StringProtocol) -> Date? {
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", words[0].utf8.count == 4,
      let day = Int(words[1]), let month = months.firstIndex(where: { $0 == words[2] }),
      let year = Int(words[3]), (0...9_999).contains(year)
    else { return nil }
    let clock = words[4].split(separator: ":").map { Int($0) }
    guard clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2] else {
      return nil
    }
    let time = CivilTime(
      year: year,
      month: month + 1,
      day: day,
      hour: hour,
      minute: minute,
      second: second
    )
    return time.isValid ? time.date : nil
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
