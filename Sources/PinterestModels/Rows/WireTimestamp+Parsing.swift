extension WireTimestamp {
  /// Reads any of the spellings that records of this pipeline have.
  ///
  /// Those are `2020-08-28 03:52:47` (`str`, `strftime`), `2020-08-28T03:52:47` (`isoformat`),
  /// either with a fraction, either with `Z`, `+00:00` or `+0000` (Databricks), `08/28/2020,
  /// 03:52:47`, and counts of seconds, milliseconds, microseconds or nanoseconds since 1970. A date
  /// alone is its midnight. Of a fraction six digits are kept.
  public init?(parsing text: String) {
    var text = text
    let parsed = text.withUTF8 { WireTimestamp(parsing: $0) }
    guard let parsed else { return nil }
    self = parsed
  }

  /// Reads any of the spellings from bytes.
  init?(parsing bytes: UnsafeBufferPointer<UInt8>) {
    if bytes.count == 19, let usual = WireTimestamp(nineteenBytes: UnsafeRawBufferPointer(bytes)) {
      self = usual
      return
    }
    var cursor = Cursor(bytes)
    guard let timestamp = cursor.dateFirst() ?? cursor.americanDate() ?? cursor.count(of: bytes)
    else { return nil }
    self = timestamp
  }

  /// Reads `2020-08-28 03:52:47`, or with a `T`, eight characters at a time.
  private init?(nineteenBytes bytes: UnsafeRawBufferPointer) {
    let date = DigitPairs(bytes, at: 0, as: .date)
    let time = DigitPairs(bytes, at: 8, as: bytes[10] == UInt8(ascii: "T") ? .dayTHour : .dayHour)
    let clock = DigitPairs(bytes, at: 11, as: .clock)
    guard let date, let time, let clock else { return nil }
    self.init(
      year: date[0] * 100 + date[2],
      month: date[5],
      day: time[0],
      hour: clock[0],
      minute: clock[3],
      second: clock[6]
    )
  }

  /// Counts from 1970 in the unit that gives a year people post in.
  ///
  /// Below 10^11 they are seconds (until the year 5138), then each thousandfold the next unit.
  init?(epoch count: Int) {
    switch count.magnitude {
    case ..<100_000_000_000: self.init(secondsSince1970: count, microsecond: 0)
    case ..<100_000_000_000_000: self.init(microsecondsSince1970: count * 1_000)
    case ..<100_000_000_000_000_000: self.init(microsecondsSince1970: count)
    default: self.init(microsecondsSince1970: count / 1_000)
    }
  }

  /// Counts from 1970 with a fraction.
  init?(epoch count: Double) {
    guard abs(count) < 1e18 else { return nil }
    guard abs(count) < 1e11 else {
      self.init(epoch: Int(count))
      return
    }
    self.init(microsecondsSince1970: Int((count * 1e6).rounded()))
  }
}

/// Reads the fields of a timestamp from left to right.
private struct Cursor {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// `2020-08-28`, then perhaps a time.
  mutating func dateFirst() -> WireTimestamp? {
    index = 0
    guard let century = pair(), let years = pair(), pass(UInt8(ascii: "-")), let month = pair(),
      pass(UInt8(ascii: "-")), let day = pair()
    else { return nil }
    let year = century * 100 + years
    if index == bytes.count { return WireTimestamp(year: year, month: month, day: day) }
    guard pass(UInt8(ascii: " ")) || pass(UInt8(ascii: "T")) else { return nil }
    return time(year: year, month: month, day: day)
  }

  /// `08/28/2020, 03:52:47`.
  mutating func americanDate() -> WireTimestamp? {
    index = 0
    guard let month = pair(), pass(UInt8(ascii: "/")), let day = pair(), pass(UInt8(ascii: "/")),
      let century = pair(), let years = pair(), pass(UInt8(ascii: ",")), pass(UInt8(ascii: " "))
    else { return nil }
    return time(year: century * 100 + years, month: month, day: day)
  }

  /// Digits, perhaps with a minus before and a point among them.
  func count(of bytes: UnsafeBufferPointer<UInt8>) -> WireTimestamp? {
    let isNumber = bytes.allSatisfy { byte in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
    guard isNumber else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    if let count = Int(text) { return WireTimestamp(epoch: count) }
    return Double(text).flatMap { WireTimestamp(epoch: $0) }
  }

  private mutating func time(year: Int, month: Int, day: Int) -> WireTimestamp? {
    guard let hour = pair(), pass(UInt8(ascii: ":")), let minute = pair(),
      pass(UInt8(ascii: ":")), let second = pair(), let microsecond = fraction()
    else { return nil }
    let civil = WireTimestamp(
      year: year,
      month: month,
      day: day,
      hour: hour,
      minute: minute,
      second: second,
      microsecond: microsecond
    )
    if index == bytes.count { return civil }
    guard let civil, let offset = zone(), index == bytes.count else { return nil }
    return offset == 0 ? civil : civil.advanced(bySeconds: -offset * 60)
  }

  /// The microseconds after a point; 0 where there is none.
  private mutating func fraction() -> Int? {
    guard pass(UInt8(ascii: ".")) else { return 0 }
    var microseconds = 0
    var digits = 0
    while index < bytes.count, let digit = digit(at: index) {
      if digits < 6 { microseconds = microseconds * 10 + digit }
      digits += 1
      index += 1
    }
    guard digits > 0 else { return nil }
    for _ in min(digits, 6)..<6 { microseconds *= 10 }
    return microseconds
  }

  /// The minutes east of Greenwich that `Z`, `+00:00`, `+0000` or `+00` name.
  private mutating func zone() -> Int? {
    if pass(UInt8(ascii: "Z")) { return 0 }
    let isEast = pass(UInt8(ascii: "+"))
    guard isEast || pass(UInt8(ascii: "-")), let hours = pair(), hours < 24 else { return nil }
    var minutes = hours * 60
    if index < bytes.count {
      _ = pass(UInt8(ascii: ":"))
      guard let rest = pair(), rest < 60 else { return nil }
      minutes += rest
    }
    return isEast ? minutes : -minutes
  }

  private mutating func pair() -> Int? {
    guard index + 1 < bytes.count, let high = digit(at: index), let low = digit(at: index + 1)
    else { return nil }
    index += 2
    return high * 10 + low
  }

  private mutating func pass(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private func digit(at index: Int) -> Int? {
    let digit = bytes[index] &- UInt8(ascii: "0")
    return digit < 10 ? Int(digit) : nil
  }
}
