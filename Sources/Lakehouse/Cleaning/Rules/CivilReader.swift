import PinterestModels

/// Reads the spellings of a moment that Spark's `to_timestamp` takes without a pattern.
struct CivilReader {
  private var rest: Substring.UTF8View

  init(_ text: Substring) { rest = text.utf8 }

  mutating func moment() -> WireTimestamp? {
    guard let year = number(4...4) else { return nil }
    var date = (month: 1, day: 1)
    if pass("-") {
      guard let month = number(1...2) else { return nil }
      date.month = month
      if pass("-") {
        guard let day = number(1...2) else { return nil }
        date.day = day
        if pass("T") || pass(" ") { return time(year, date) }
      }
    }
    guard rest.isEmpty else { return nil }
    return civil(year, date, (0, 0, 0), microsecond: 0)
  }

  private mutating func time(_ year: Int, _ date: (month: Int, day: Int)) -> WireTimestamp? {
    var clock = (hour: 0, minute: 0, second: 0)
    // `2020-08-28 ` is a day to Spark.
    if rest.isEmpty { return civil(year, date, clock, microsecond: 0) }
    guard let hour = number(1...2) else { return nil }
    clock.hour = hour
    var microsecond = 0
    if pass(":") {
      guard let minute = number(1...2) else { return nil }
      clock.minute = minute
      if pass(":") {
        guard let second = number(1...2) else { return nil }
        clock.second = second
        if pass(".") { microsecond = fraction() }
      }
    }
    guard let civil = civil(year, date, clock, microsecond: microsecond) else { return nil }
    _ = pass(" ")
    if rest.isEmpty { return civil }
    return zone().flatMap { civil.advanced(bySeconds: -$0) }
  }

  private func civil(
    _ year: Int,
    _ date: (month: Int, day: Int),
    _ clock: (hour: Int, minute: Int, second: Int),
    microsecond: Int
  ) -> WireTimestamp? {
    guard date.month > 0, date.day > 0 else { return nil }
    return WireTimestamp(
      year: year,
      month: date.month,
      day: date.day,
      hour: clock.hour,
      minute: clock.minute,
      second: clock.second,
      microsecond: microsecond
    )
  }

  /// The seconds east of Greenwich of `Z`, `UTC`, `GMT`, `+1`, `+01:00` and `+0100`.
  private mutating func zone() -> Int? {
    let name = String(decoding: rest, as: UTF8.self)
    if ["Z", "UTC", "GMT"].contains(name) { return 0 }
    let isEast = pass("+")
    guard isEast || pass("-") else { return nil }
    let digits = rest.prefix { $0 &- UInt8(ascii: "0") < 10 }.count
    guard let number = number(1...4), digits != 3 else { return nil }
    let hours = digits == 4 ? number / 100 : number
    var minutes = digits == 4 ? number % 100 : 0
    if digits < 4, pass(":") {
      guard let rest = self.number(1...2) else { return nil }
      minutes = rest
    }
    guard rest.isEmpty, hours <= 18, minutes < 60 else { return nil }
    let seconds = hours * 3_600 + minutes * 60
    return isEast ? seconds : -seconds
  }

  /// Six digits count; further ones are passed over.
  private mutating func fraction() -> Int {
    var microseconds = 0
    var digits = 0
    while let digit = rest.first.map({ $0 &- UInt8(ascii: "0") }), digit < 10 {
      if digits < 6 { microseconds = microseconds * 10 + Int(digit) }
      digits += 1
      rest.removeFirst()
    }
    for _ in min(digits, 6)..<6 { microseconds *= 10 }
    return microseconds
  }

  private mutating func number(_ lengths: ClosedRange<Int>) -> Int? {
    let digits = rest.prefix { $0 &- UInt8(ascii: "0") < 10 }
    guard lengths.contains(digits.count) else { return nil }
    rest = rest.dropFirst(digits.count)
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  private mutating func pass(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }
}
