import FoundationEssentials
import HTTPWire
import Testing

@Suite struct HTTPDateTests {
  @Test(arguments: [
    (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
    (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
    (1_709_251_198, "Thu, 29 Feb 2024 23:59:58 GMT"),
    (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
  ])
  func `writes and reads the same moment`(seconds: Int, text: String) {
    let date = Date(timeIntervalSince1970: Double(seconds))
    #expect(HTTPDate.format(date) == text)
    #expect(HTTPDate.parse(text) == date)
  }

  @Test(arguments: [
    "", "Sun, 06 Nov 1994 08:49:37", "Sun, 31 Nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 25:00:00 GMT",
    "Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z",
    "Sun, 06 Nov 9223372036854775807 08:49:37 GMT", "Sun, 06 Nov -1994 08:49:37 GMT",
  ])
  func `refuses other forms and dates that never were`(text: String) {
    #expect(HTTPDate.parse(text) == nil)
  }

  @Test func `civil time agrees with counting for four centuries`() {
    for day in stride(from: -146_097, through: 146_097, by: 1) {
      let time = CivilTime(secondsSince1970: day * 86_400 + 3_661)
      #expect(time.secondsSince1970 == day * 86_400 + 3_661)
      guard time.isValid else {
        Issue.record("day \(day) became \(time)")
        return
      }
    }
  }
}
