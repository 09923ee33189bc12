import Testing

@testable import LocalCloud

struct ByteRangeTests {
  @Test(
    arguments: [
      ("bytes=0-9", 100, 0..<10), ("bytes=90-", 100, 90..<100), ("bytes=-5", 100, 95..<100),
      ("bytes=-500", 100, 0..<100), ("bytes=50-1000", 100, 50..<100),
      ("bytes=99-9223372036854775807", 100, 99..<100), ("bytes=100-", 100, nil),
      ("bytes=0-", 0, nil), ("bytes=-0", 100, nil), ("bytes=-1", 0, nil),
    ] as [(String, Int, Range<Int>?)]
  )
  func `picks bytes`(text: String, length: Int, expected: Range<Int>?) throws {
    let range = try #require(ByteRange(text))
    #expect(range.resolved(in: length) == expected)
  }

  @Test(arguments: [
    "bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,3-4", "bytes=a-b", "bytes=+1-2", "lines=0-1",
    "bytes=99999999999999999999-", "bytes=1", "bytes= 1-2",
  ])
  func `takes nothing else for a range`(text: String) { #expect(ByteRange(text) == nil) }
}
