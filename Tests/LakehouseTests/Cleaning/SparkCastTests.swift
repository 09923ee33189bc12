import Lakehouse
import PinterestModels
import Testing

/// The expected values are those pyspark 4.3 gives with ANSI mode off and a session in UTC.
@Suite struct SparkCastTests {
  @Test(arguments: [
    ("500", 500), (" 500\t", 500), ("+7", 7), ("-7", -7), ("7.9", 7), ("-7.9", -7), ("7.", 7),
    ("007", 7), ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min),
    ("9223372036854775808", nil), ("", nil), (" ", nil), ("-", nil), ("12k", nil), ("1e3", nil),
    ("0x10", nil), ("1 2", nil), ("1.2.3", nil), ("User Info Error", nil), ("７", nil),
  ])
  func `a text as bigint`(text: String, expected: Int?) {
    #expect(SparkCast.long(text) == expected)
  }

  @Test(arguments: [
    ("2147483647", 2_147_483_647), ("2147483648", nil), ("-2147483648", -2_147_483_648),
    ("-2147483649", nil),
  ])
  func `a text as int`(text: String, expected: Int?) {
    #expect(SparkCast.int(text) == expected)
  }

  @Test(arguments: [(1.5, 1), (-1.5, -1), (1e30, nil), (-0.0, 0)])
  func `a number as bigint`(number: Double, expected: Int?) {
    #expect(SparkCast.long(number) == expected)
  }

  @Test(arguments: [(" 1.5 ", 1.5), ("1e3", 1000), ("x", nil), ("", nil), ("NaN", nil)])
  func `a text as double`(text: String, expected: Double?) {
    #expect(SparkCast.double(text) == expected)
  }

  @Test(arguments: [
    ("2020-08-28 03:52:47", "2020-08-28 03:52:47"), ("2020-08-28T03:52:47", "2020-08-28 03:52:47"),
    ("2020-08-28 03:52:47.5", "2020-08-28 03:52:47.500000"),
    ("2020-08-28 03:52:47.123456789", "2020-08-28 03:52:47.123456"),
    ("2020-08-28T03:52:47Z", "2020-08-28 03:52:47"),
    ("2022-05-27T11:30:59.000+0000", "2022-05-27 11:30:59"),
    ("2020-08-28 03:52:47+01:00", "2020-08-28 02:52:47"),
    ("2020-08-28 03:52:47 UTC", "2020-08-28 03:52:47"), ("2020-08-28", "2020-08-28 00:00:00"),
    ("2020-08", "2020-08-01 00:00:00"), ("2020", "2020-01-01 00:00:00"),
    ("2020-8-2 3:4:5", "2020-08-02 03:04:05"), (" 2020-08-28 03:52 ", "2020-08-28 03:52:00"),
    ("2020-08-28 03", "2020-08-28 03:00:00"), ("2020-02-30", nil), ("2020-13-01", nil),
    ("2020-08-28 24:00:00", nil), ("08/28/2020, 03:52:47", nil), ("1598586767", nil), ("", nil),
    ("User Info Error", nil), ("2020-00-10", nil),
  ])
  func `a text as timestamp`(text: String, expected: String?) {
    #expect(SparkCast.timestamp(text)?.description == expected)
  }
}
