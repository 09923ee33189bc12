import FoundationEssentials
import HTTPWire

/// A moment as signatures spell it.
struct SigningTime: Sendable, Hashable {
  /// `20240229T235958Z`.
  let text: String
  let secondsSince1970: Int

  init(_ date: Date) {
    self.init(secondsSince1970: Int(date.timeIntervalSince1970.rounded(.down)))
  }

  init(secondsSince1970: Int) {
    self.secondsSince1970 = secondsSince1970
    let time = CivilTime(secondsSince1970: secondsSince1970)
    var output = ByteBuffer(capacity: 16)
    output.appendTwoDigits(time.year / 100)
    output.appendTwoDigits(time.year)
    output.appendTwoDigits(time.month)
    output.appendTwoDigits(time.day)
    output.append("T")
    output.appendTwoDigits(time.hour)
    output.appendTwoDigits(time.minute)
    output.appendTwoDigits(time.second)
    output.append("Z")
    text = output.text
  }

  /// `20240229`: what a signing key is good for.
  var day: Substring { text.prefix(8) }
}

extension ByteBuffer {
  fileprivate mutating func appendTwoDigits(_ number: Int) {
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: abs(number) / 10 % 10))
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: abs(number) % 10))
  }
}
