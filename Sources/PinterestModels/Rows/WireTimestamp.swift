/// A civil date and time without a time zone, to the microsecond: what MySQL's DATETIME keeps.
///
/// Nothing is invented: no zone, no fraction that was not there. A spelling that names a zone is
/// brought to UTC, and the zone forgotten. Like MySQL it holds the zero date, and days of month
/// zero, which are no dates at all; ``isDate`` tells.
public struct WireTimestamp: Hashable, Sendable {
  /// The fields packed as MySQL packs them, so that comparing moments is comparing numbers.
  private let packed: UInt64

  /// Puts fields together; `nil` where they are out of range.
  public init?(
    year: Int,
    month: Int,
    day: Int,
    hour: Int = 0,
    minute: Int = 0,
    second: Int = 0,
    microsecond: Int = 0
  ) {
    guard (0...9999).contains(year), (0...12).contains(month),
      day >= 0, day <= Self.days(inMonth: month, of: year),
      (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
      (0...999_999).contains(microsecond)
    else { return nil }
    let date = UInt64(year) << 9 | UInt64(month) << 5 | UInt64(day)
    let time = UInt64(hour) << 12 | UInt64(minute) << 6 | UInt64(second)
    packed = date << 37 | time << 20 | UInt64(microsecond)
  }

  /// The year, 0 to 9999.
  public var year: Int { Int(packed >> 46) }
  /// 1 to 12, or 0 where MySQL has none.
  public var month: Int { Int(packed >> 42 & 15) }
  /// 1 to 31, or 0 where MySQL has none.
  public var day: Int { Int(packed >> 37 & 31) }
  /// 0 to 23.
  public var hour: Int { Int(packed >> 32 & 31) }
  /// 0 to 59.
  public var minute: Int { Int(packed >> 26 & 63) }
  /// 0 to 59.
  public var second: Int { Int(packed >> 20 & 63) }
  /// 0 to 999,999.
  public var microsecond: Int { Int(packed & 0xf_ffff) }

  /// Whether it is a day of the calendar, not one of MySQL's zero dates.
  public var isDate: Bool { month > 0 && day > 0 }

  /// The number of days of a month; of month zero any day will do.
  static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }
}

extension WireTimestamp: Comparable {
  /// Orders by time.
  public static func < (left: WireTimestamp, right: WireTimestamp) -> Bool {
    left.packed < right.packed
  }
}

extension WireTimestamp: CustomStringConvertible {
  /// The one spelling: `2020-08-28 03:52:47`, with six decimals where there is a fraction.
  public var description: String {
    String(unsafeUninitializedCapacity: Self.longest) { write(to: $0) }
  }
}

extension WireTimestamp: Codable {
  /// Reads any spelling, or a number counted from 1970.
  public init(from decoder: any Decoder) throws {
    let cell = try Cell(from: decoder)
    guard let timestamp = try? cell.asTimestamp() else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath,
          debugDescription: "\(cell.asText ?? "null") is no timestamp"
        )
      )
    }
    self = timestamp
  }

  /// Writes the one spelling.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
