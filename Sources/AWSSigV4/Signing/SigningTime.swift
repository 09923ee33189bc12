import FoundationEssentials
import HTTPWire

/// A moment as signatures spell it.
struct SigningTime: Sendable, Hashable {
  /// `20240229T235958Z`.
  let text: String

  /// `20240229`, what a signing key is good for.
  var day: Substring { text.prefix(8) }

  init(_ date: Date) {
    let time = CivilTime(date)
    var digits: [UInt8] = []
    digits.reserveCapacity(16)
    func append(_ number: Int, width: Int) {
      var divisor = [1, 10, 100, 1_000, 10_000][width] / 10
      while divisor > 0 {
        digits.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
        divisor /= 10
      }
    }
    append(time.year, width: 4)
    append(time.month, width: 2)
    append(time.day, width: 2)
    digits.append(UInt8(ascii: "T"))
    append(time.hour, width: 2)
    append(time.minute, width: 2)
    append(time.second, width: 2)
    digits.append(UInt8(ascii: "Z"))
    text = String(decoding: digits, as: UTF8.self)
  }
}
