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

  /// Reads exactly the form it writes, and only moments that there are.
  init?(parsing text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z") else {
      return nil
    }
    var numbers: [Int] = []
    for place in [0, 2, 4, 6, 9, 11, 13] {
      guard let tens = bytes[place].decimalValue, let ones = bytes[place + 1].decimalValue else {
        return nil
      }
      numbers.append(tens * 10 + ones)
    }
    let time = CivilTime(
      year: numbers[0] * 100 + numbers[1],
      month: numbers[2],
      day: numbers[3],
      hour: numbers[4],
      minute: numbers[5],
      second: numbers[6]
    )
    guard time.isValid else { return nil }
    self.text = text
    secondsSince1970 = time.secondsSince1970
  }

  var date: Date { Date(timeIntervalSince1970: Double(secondsSince1970)) }

  /// `20240229`: what a signing key is good for.
  var day: Substring { text.prefix(8) }
}

extension ByteBuffer {
  fileprivate mutating func appendTwoDigits(_ number: Int) {
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: abs(number) / 10 % 10))
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: abs(number) % 10))
  }
}

extension UInt8 {
  fileprivate var decimalValue: Int? {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) ? Int(self - UInt8(ascii: "0")) : nil
  }
}
