import FoundationEssentials
import Testing

@testable import AWSCredentials

@Suite struct TimestampTests {
  @Test(arguments: [
    "2026-01-31T12:30:45Z", "2026-01-31T12:30:45UTC", "2026-01-31T12:30:45+00:00",
    "2026-01-31T14:00:45+01:30", "2026-01-31T07:30:45-0500", "2026-01-31T12:30:45.123456Z",
    "2026-01-31 12:30:45Z",
  ])
  func `reads every spelling as the same moment`(text: String) {
    #expect(Timestamp.parse(text) == Date(timeIntervalSince1970: 1_769_862_645))
  }

  @Test(arguments: [
    "", "2026-01-31", "2026-01-31T12:30:45", "2026-02-30T12:30:45Z", "2026-01-31T24:30:45Z",
    "2026-01-31T12:30:45X", "2026-01-31T12:30:45+1", "yesterday", "2026-01-31T12:30:45Zulu",
    "1769862645", "2026-01-31T12:30:4５Z",
  ])
  func `reads nothing else`(text: String) {
    #expect(Timestamp.parse(text) == nil)
  }

  @Test func `writes what every tool reads`() {
    #expect(Timestamp.format(secondsSince1970: 1_769_862_645.9) == "2026-01-31T12:30:45Z")
  }

  @Test(arguments: [-1, .nan, .infinity, 1e300, 253_402_300_800])
  func `writes no moment that has no year of four digits`(seconds: Double) {
    #expect(Timestamp.format(secondsSince1970: seconds) == nil)
  }
}
