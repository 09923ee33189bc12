import FoundationEssentials
import HTTPWire

/// Dates as people write them beside a signature.
enum SignatureDate {
  /// Reads `20240229T235958Z`, `2024-02-29T23:59:58Z` and the date of HTTP.
  static func parse(_ text: String) -> Date? {
    if let date = HTTPDate.parse(text) { return date }
    let digits = text.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard text.hasSuffix("Z"), digits.count == 14 else { return nil }
    let rest = text.utf8.filter { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard ["TZ", "--T::Z"].contains(String(decoding: rest, as: UTF8.self)) else { return nil }
    func number(_ places: Range<Int>) -> Int {
      digits[places].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
    let time = CivilTime(
      year: number(0..<4),
      month: number(4..<6),
      day: number(6..<8),
      hour: number(8..<10),
      minute: number(10..<12),
      second: number(12..<14)
    )
    return time.isValid ? time.date : nil
  }
}
