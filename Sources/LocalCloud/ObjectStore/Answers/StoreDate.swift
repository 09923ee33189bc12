import FoundationEssentials
import HTTPWire

/// The two spellings S3 has for a moment.
enum StoreDate {
  /// `2009-10-12T17:50:30.000Z`, as documents have it.
  static func iso(_ milliseconds: Int64) -> String {
    let seconds = Int(milliseconds) / 1000
    let time = CivilTime(secondsSince1970: seconds)
    let date = [pad(time.year, 4), pad(time.month, 2), pad(time.day, 2)].joined(separator: "-")
    let clock = [time.hour, time.minute, time.second].map { pad($0, 2) }.joined(separator: ":")
    return "\(date)T\(clock).\(pad(Int(milliseconds) % 1000, 3))Z"
  }

  /// `Mon, 12 Oct 2009 17:50:30 GMT`, as headers have it.
  static func http(_ milliseconds: Int64) -> String {
    HTTPDate.format(Date(timeIntervalSince1970: Double(milliseconds / 1000)))
  }

  private static func pad(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
