public import FoundationEssentials

extension WireTimestamp {
  /// The fields a clock in a zone so many seconds east of Greenwich shows at a moment.
  public init?(_ date: Date, secondsFromGMT: Int = 0) {
    let seconds = date.timeIntervalSince1970 + Double(secondsFromGMT)
    guard abs(seconds) < 1e12 else { return nil }
    self.init(microsecondsSince1970: Int((seconds * 1e6).rounded()))
  }

  /// The moment at which a clock in a zone so many seconds east of Greenwich shows these fields.
  public func date(secondsFromGMT: Int = 0) -> Date? {
    guard isDate else { return nil }
    let seconds = secondsSince1970 - secondsFromGMT
    return Date(timeIntervalSince1970: Double(seconds) + Double(microsecond) / 1e6)
  }

  /// The same reading so many seconds later; `nil` past the year 9999.
  public func advanced(bySeconds seconds: Int) -> WireTimestamp? {
    guard isDate else { return nil }
    return WireTimestamp(
      secondsSince1970: secondsSince1970 + seconds,
      microsecond: microsecond
    )
  }

  /// Whole seconds between this reading and the start of 1970 on the same clock.
  public var secondsSince1970: Int {
    // Years begin in March here, so that the leap day is the last of its year.
    let shifted = month <= 2 ? year - 1 : year
    let days = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return (days + dayOfYear - 719_468) * 86_400 + hour * 3_600 + minute * 60 + second
  }

  /// Takes whole seconds since 1970 apart; `nil` outside the years 0 to 9999.
  public init?(secondsSince1970 seconds: Int, microsecond: Int = 0) {
    // From 0000-03-01 to the end of 9999.
    guard (-62_162_035_200..<253_402_300_800).contains(seconds) else { return nil }
    let days = seconds.dividedDown(by: 86_400)
    let rest = seconds - days * 86_400
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
      month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1,
      hour: rest / 3_600,
      minute: rest / 60 % 60,
      second: rest % 60,
      microsecond: microsecond
    )
  }

  init?(microsecondsSince1970 count: Int) {
    let seconds = count.dividedDown(by: 1_000_000)
    self.init(secondsSince1970: seconds, microsecond: count - seconds * 1_000_000)
  }
}

extension Int {
  /// The quotient rounded towards minus infinity.
  fileprivate func dividedDown(by divisor: Int) -> Int {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
