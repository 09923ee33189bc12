import Foundation
import Testing

@testable import S3Client

@Suite struct ParsingTests {
  @Test(
    arguments: [
      ("bytes 0-9/100", 0..<10, 100), ("bytes 5-5/*", 5..<6, nil),
      ("bytes 5368709120-5368709129/9999999999", 5_368_709_120..<5_368_709_130, 9_999_999_999),
    ] as [(String, Range<Int>, Int?)]
  )
  func `reads Content-Range`(text: String, bytes: Range<Int>, total: Int?) throws {
    let range = try #require(ContentRange(text))
    #expect(range.bytes == bytes)
    #expect(range.total == total)
  }

  @Test(arguments: [
    "", "bytes", "bytes */100", "bytes 9-0/100", "bytes 0-9", "items 0-9/100",
    "bytes 0-99999999999999999999/1",
  ])
  func `refuses what is none`(text: String) { #expect(ContentRange(text) == nil) }

  @Test(arguments: [
    ("2009-10-12T17:50:30.000Z", 1_255_369_830.0), ("2009-10-12T17:50:30Z", 1_255_369_830.0),
    ("2009-10-12T17:50:30.123456Z", 1_255_369_830.123456),
  ])
  func `reads the dates of documents`(text: String, seconds: Double) {
    #expect(S3Date.parse(text)?.timeIntervalSince1970 == seconds)
  }

  @Test(arguments: [
    "", "2009-10-12", "2009-13-12T17:50:30Z", "2009-10-12T17:50:30", "2009-10-12 17:50:30Z",
    "2009-10-12T17:50:30.Z", "2009-10-12T17:50:30+01:00Z", "aaaa-10-12T17:50:30Z",
    "2009-10-12T17:50:30.1234567890Z",
  ])
  func `refuses other dates`(text: String) { #expect(S3Date.parse(text) == nil) }

  @Test(arguments: [
    ("plain", "plain"), ("=?UTF-8?B?w6k=?=", "é"), ("=?utf-8?q?a=20b_c?=", "a b c"),
    ("=?UTF-8?Q?=C3?= x", "=?UTF-8?Q?=C3?= x"), ("=?KOI8-R?B?w6k=?=", "=?KOI8-R?B?w6k=?="),
    ("=?UTF-8?B?!!?=", "=?UTF-8?B?!!?="), ("=?UTF-8?Q?=4?=", "=?UTF-8?Q?=4?="),
    ("a =?UTF-8?Q?b?= =?UTF-8?Q?c?= d", "a bc d"), ("=?=", "=?="),
  ])
  func `reads encoded words`(text: String, decoded: String) {
    #expect(EncodedWord.decode(text) == decoded)
  }
}
