import Testing

@testable import TableFormats

struct ValueTextTests {
  @Test(arguments: [
    (0, "1970-01-01"), (-1, "1969-12-31"), (18_502, "2020-08-28"), (11_016, "2000-02-29"),
    (-719_162, "0001-01-01"), (-719_528, "0000-01-01"), (2_932_896, "9999-12-31"),
  ])
  func `spells and reads days`(days: Int64, text: String) {
    #expect(MomentText.date(days) == text)
    #expect(MomentText.days(text) == days)
  }

  @Test func `counts days as a calendar does`() {
    var date = CivilDate(daysSince1970: -800_000)
    for days in -799_999...800_000 {
      let next = CivilDate(daysSince1970: days)
      let isNextDay = next.day == date.day + 1 && next.month == date.month
      let isNextMonth = next.day == 1 && (next.month == date.month + 1 || date.month == 12)
      guard isNextDay || isNextMonth, next.daysSince1970 == days else {
        Issue.record("\(date) is followed by \(next) at \(days)")
        return
      }
      date = next
    }
  }

  @Test(arguments: [
    ("2020-08-28T03:52:47Z", 1_598_586_767_000_000), ("2020-08-28 03:52:47", 1_598_586_767_000_000),
    ("2020-08-28T03:52:47.123456Z", 1_598_586_767_123_456),
    ("2020-08-28 03:52:47.1", 1_598_586_767_100_000),
    ("2020-08-28T05:52:47+02:00", 1_598_586_767_000_000),
    ("1969-12-31T23:59:59.999999Z", -1), ("2020-08-28", 1_598_572_800_000_000),
  ])
  func `reads every spelling of a moment`(text: String, microseconds: Int64) {
    #expect(MomentText.microseconds(text) == microseconds)
    #expect(MomentText.microseconds(MomentText.timestamp(microseconds)) == microseconds)
  }

  @Test(arguments: [
    "2020-02-30", "999999-01-01", "2020-13-01T00:00:00Z", "x", "2020-08-28T24:00:00Z", "",
  ])
  func `reads no moment that is none`(text: String) {
    #expect(MomentText.microseconds(text) == nil)
  }

  @Test(arguments: [
    (Int128(1250), 2, "12.50"), (-5, 3, "-0.005"), (0, 0, "0"), (7, 0, "7"), (0, 2, "0.00"),
    (
      Int128("99999999999999999999999999999999999999") ?? 0, 38,
      "0.99999999999999999999999999999999999999"
    ),
  ])
  func `spells and reads decimals`(unscaled: Int128, scale: Int, text: String) {
    #expect(DecimalNumber.text(unscaled, scale: scale) == text)
    #expect(DecimalNumber.unscaled(text, precision: 38, scale: scale) == unscaled)
  }

  @Test(arguments: ["", ".", "1.234", "12345", "1e3", "x"])
  func `reads no decimal that does not fit`(text: String) {
    #expect(DecimalNumber.unscaled(text, precision: 4, scale: 2) == nil)
  }

  @Test(arguments: [
    (FieldType.string, "Costa Rica" as String?, Value.string("Costa Rica")), (.integer, "-7", -7),
    (.boolean, "TRUE", true), (.double, "1.5", 1.5), (.date, "1970-01-02", 1),
    (.timestamp, "1970-01-01 00:00:01", 1_000_000), (.string, "", nil), (.long, nil, nil),
    (.decimal(precision: 5, scale: 2), "1.5", .decimal(150)),
  ])
  func `reads values of partitions`(type: FieldType, text: String?, value: Value) throws {
    #expect(try PartitionText.value(text, of: Field("p", type)) == value)
  }

  @Test func `refuses values of partitions that are none`() {
    for (type, text) in [(FieldType.byte, "200"), (.date, "soon"), (.list(of: .long), "1")] {
      #expect(throws: TableFormatError.self) {
        try PartitionText.value(text, of: Field("p", type))
      }
    }
  }

  @Test(arguments: [
    ("Costa Rica" as String?, "p=Costa Rica"), ("a=b/c", "p=a%3Db%2Fc"),
    (nil, "p=__HIVE_DEFAULT_PARTITION__"),
    ("\u{1}é", "p=%01é"),
  ])
  func `names the folders of partitions`(text: String?, folder: String) {
    #expect(PartitionText.folder("p", text) == folder)
  }
}
