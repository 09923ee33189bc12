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
    var text: [UInt8] = []
    text.reserveCapacity(32)
    text += weekdays[time.weekday].utf8
    text += ", ".utf8
    append(time.day, to: &text, then: " ")
    text += months[time.month - 1].utf8
    text += " \(time.year) ".utf8
    append(time.hour, to: &text, then: ":")
    append(time.minute, to: &text, then: ":")
    append(time.second, to: &text, then: " ")
    text += "GMT".utf8
    return String(decoding: text, as: UTF8.self)
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

  /// Two digits and what stands behind them.
  private static func append(_ number: Int, to text: inout [UInt8], then end: Unicode.Scalar) {
    text.append(UInt8(ascii: "0") + UInt8(number / 10))
    text.append(UInt8(ascii: "0") + UInt8(number % 10))
    text.append(UInt8(ascii: end))
  }
}
