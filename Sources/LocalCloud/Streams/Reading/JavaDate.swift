import HTTPWire

/// Dates as Kinesis writes them in its messages: `Thu Jan 22 01:22:02 UTC 2015`.
enum JavaDate {
  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  static func format(_ milliseconds: Int) -> String {
    let time = CivilTime(secondsSince1970: milliseconds / 1000)
    let clock = [time.hour, time.minute, time.second].map(twoDigits).joined(separator: ":")
    return
      "\(weekdays[time.weekday]) \(months[time.month - 1]) \(twoDigits(time.day)) \(clock) UTC "
      + "\(time.year)"
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
