import FoundationEssentials
import HTTPWire

/// The date of S3's documents: `2009-10-12T17:50:30.000Z`.
enum S3Date {
  /// Reads it with or without a fraction; `nil` for anything else.
  static func parse(_ text: String) -> Date? {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard byte &- UInt8(ascii: "0") < 10 else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
      }
      return value
    }
    guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z"), bytes[10] == UInt8(ascii: "T"),
      let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19)
    else { return nil }
    let time = CivilTime(
      year: year,
      month: month,
      day: day,
      hour: hour,
      minute: minute,
      second: second
    )
    guard time.isValid else { return nil }
    guard bytes[19] == UInt8(ascii: ".") else { return bytes.count == 20 ? time.date : nil }
    let digits = 20..<(bytes.count - 1)
    guard !digits.isEmpty, digits.count <= 9, let fraction = number(digits) else { return nil }
    var scale = 1.0
    for _ in digits { scale *= 10 }
    return time.date.addingTimeInterval(Double(fraction) / scale)
  }
}
