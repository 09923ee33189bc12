import Foundation
import PinterestModels
import Testing

@Suite struct WireTimestampTests {
  @Test(arguments: [
    "2020-08-28 03:52:47", "2020-08-28T03:52:47", "2020-08-28T03:52:47Z", "2020-08-28 03:52:47Z",
    "2020-08-28T03:52:47.000+0000", "2020-08-28T03:52:47+00:00", "2020-08-28T03:52:47+00",
    "2020-08-28T05:52:47+02:00", "2020-08-27T22:22:47-0530", "2020-08-28 03:52:47.000000",
    "08/28/2020, 03:52:47", "1598586767", "1598586767000", "1598586767000000",
    "1598586767000000000", "1598586767.0",
  ])
  func `reads every spelling as the same moment`(text: String) throws {
    let timestamp = try #require(WireTimestamp(parsing: text))
    #expect(timestamp.description == "2020-08-28 03:52:47")
  }

  @Test(arguments: [
    ("2020-08-28 03:52:47.123456", "2020-08-28 03:52:47.123456"),
    ("2020-08-28T03:52:47.1", "2020-08-28 03:52:47.100000"),
    ("2020-08-28T03:52:47.123456789Z", "2020-08-28 03:52:47.123456"),
    ("08/28/2020, 03:52:47.5", "2020-08-28 03:52:47.500000"),
    ("1598586767.25", "2020-08-28 03:52:47.250000"),
    ("1598586767123", "2020-08-28 03:52:47.123000"), ("-1.5", "1969-12-31 23:59:58.500000"),
    ("2020-08-28", "2020-08-28 00:00:00"), ("0", "1970-01-01 00:00:00"),
    ("0000-00-00 00:00:00", "0000-00-00 00:00:00"), ("2020-00-00", "2020-00-00 00:00:00"),
    ("9999-12-31 23:59:59.999999", "9999-12-31 23:59:59.999999"),
    ("2000-02-29 00:00:00", "2000-02-29 00:00:00"),
  ])
  func `keeps what MySQL keeps`(text: String, spelling: String) throws {
    let timestamp = try #require(WireTimestamp(parsing: text))
    #expect(timestamp.description == spelling)
    #expect(WireTimestamp(parsing: spelling) == timestamp)
  }

  @Test(arguments: [
    "", " ", "abc", "2020-08-28 ", "2020-08-28 03:52", "2020-13-01 00:00:00",
    "2020-02-30 00:00:00", "1900-02-29 00:00:00", "2020-08-28 24:00:00", "2020-08-28 23:60:00",
    "2020-08-28 23:59:60", "2020-08-28 03:52:47.", "2020-08-28 03:52:47x",
    "2020-08-28 03:52:47+", "2020-08-28 03:52:47+25:00", "2020-08-28 03:52:47Z0",
    "2020-8-28 03:52:47", "28/08/2020, 03:52:47", "08/28/2020 03:52:47", "2020-08-28  03:52:47",
    "２０20-08-28 03:52:47", "-2020-08-28", "1e30", "1e9", "0x10", "nan", "inf", ".", "-",
    "0000-00-00 00:00:00+02:00",
  ])
  func `refuses what is no timestamp`(text: String) {
    #expect(WireTimestamp(parsing: text) == nil)
  }

  @Test func `orders by time`() throws {
    let texts = [
      "0000-00-00 00:00:00", "1999-12-31 23:59:59.999999", "2000-01-01 00:00:00",
      "2000-01-01 00:00:00.000001", "2000-01-01 00:00:01", "2000-01-01 00:01:00",
      "2000-01-01 01:00:00", "2000-01-02 00:00:00", "2000-02-01 00:00:00",
    ]
    let timestamps = texts.compactMap { WireTimestamp(parsing: $0) }
    #expect(timestamps.count == texts.count && timestamps == timestamps.sorted())
    #expect(Set(timestamps).count == texts.count)
  }

  @Test func `counts days as Foundation does`() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    for seconds in stride(from: -15_000_000_000, to: 250_000_000_000, by: 1_234_567_891) {
      let timestamp = try #require(WireTimestamp(secondsSince1970: seconds))
      #expect(timestamp.secondsSince1970 == seconds)
      let date = Date(timeIntervalSince1970: Double(seconds))
      #expect(timestamp.date() == date && WireTimestamp(date) == timestamp)
      guard seconds > -12_000_000_000 else { continue }  // before, Foundation counts Julian
      let fields = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
      #expect(
        [fields.year, fields.month, fields.day, fields.hour, fields.minute]
          == [timestamp.year, timestamp.month, timestamp.day, timestamp.hour, timestamp.minute]
      )
    }
    #expect(WireTimestamp(secondsSince1970: 253_402_300_800) == nil)
    #expect(WireTimestamp(secondsSince1970: Int.min) == nil)
  }

  @Test func `a zone is the caller's business`() throws {
    let reading = try #require(WireTimestamp(parsing: "2020-08-28 03:52:47"))
    let utc = try #require(reading.date())
    let berlin = try #require(reading.date(secondsFromGMT: 7200))
    #expect(utc.timeIntervalSince(berlin) == 7200)
    #expect(WireTimestamp(berlin, secondsFromGMT: 7200) == reading)
    #expect(WireTimestamp(parsing: "0000-00-00")?.date() == nil)
  }

  @Test func `any field out of range makes none`() {
    #expect(WireTimestamp(year: 10_000, month: 1, day: 1) == nil)
    #expect(WireTimestamp(year: -1, month: 1, day: 1) == nil)
    #expect(WireTimestamp(year: 2020, month: 1, day: 1, microsecond: 1_000_000) == nil)
    #expect(WireTimestamp(year: 2020, month: 1, day: 0)?.isDate == false)
  }
}
