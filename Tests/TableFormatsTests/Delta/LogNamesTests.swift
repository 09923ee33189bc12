import Testing

@testable import TableFormats

struct LogNamesTests {
  @Test(arguments: [
    (LogFile.commit(version: 7), "_delta_log/00000000000000000007.json"),
    (.checkpoint(version: 10, part: .whole), "_delta_log/00000000000000000010.checkpoint.parquet"),
    (
      .checkpoint(version: 1234, part: .init(number: 2, count: 3)),
      "_delta_log/00000000000000001234.checkpoint.0000000002.0000000003.parquet"
    ),
  ])
  func `spells and reads names of the log`(file: LogFile, path: String) {
    #expect(file.path == path)
    #expect(LogFile(path) == file)
  }

  @Test(arguments: [
    "_delta_log/_last_checkpoint", "_delta_log/7.json", "00000000000000000007.json",
    "_delta_log/00000000000000000007.crc", "_delta_log/0000000000000000000x.json",
    "_delta_log/00000000000000000007.checkpoint.80a083e8-7026-4e79-81be-64bd76c43a11.json",
    "_delta_log/00000000000000000007.checkpoint.0000000004.0000000003.parquet",
    "_delta_log/00000000000000000001.00000000000000000007.compacted.json", "_delta_log/",
    "_delta_log/00000000000000000007.json.tmp", "_delta_log/99999999999999999999.json",
  ])
  func `passes over every other file`(path: String) { #expect(LogFile(path) == nil) }

  @Test(arguments: [
    ("part-0.parquet", "part-0.parquet"),
    ("a=Costa%20Rica/é", "a=Costa%2520Rica/%C3%A9"),
    ("t=2020-01-01 03:04:05/x", "t=2020-01-01%2003%3A04%3A05/x"),
    ("q=\"?#[]{}|<>^`\\", "q=%22%3F%23%5B%5D%7B%7D%7C%3C%3E%5E%60%5C"),
  ])
  func `percent-encodes paths and back`(path: String, encoded: String) {
    #expect(PathEncoding.encode(path) == encoded)
    #expect(PathEncoding.decode(encoded) == path)
  }

  @Test(arguments: ["%", "a%2", "%zz", "%ff"])
  func `decodes nothing that is no path`(text: String) { #expect(PathEncoding.decode(text) == nil) }

  @Test(arguments: [
    ("interval 7 days", 604_800_000), ("interval 1 week", 604_800_000), ("24 HOURS", 86_400_000),
    ("interval 1 day 2 hours", 93_600_000), ("interval", nil), ("interval 1 month", nil),
    ("interval -1 days", nil), ("interval 9223372036854775807 days", nil),
  ])
  func `reads intervals`(text: String, milliseconds: Int?) {
    #expect(Interval.milliseconds(text) == milliseconds)
  }

  @Test func `makes names no two of which are the same, in the spelling of a UUID`() throws {
    let names = (0..<100).map { _ in UniqueName.make() }
    #expect(Set(names).count == 100)
    let shape = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
    #expect(try names.allSatisfy { try shape.wholeMatch(in: $0) != nil })
  }
}
