import Lakehouse
import Testing

@Suite struct FollowerSpellingTests {
  @Test(arguments: [
    ("0", 0), ("999", 999), ("1k", 1_000), ("985k", 985_000), ("1M", 1_000_000),
    ("15M", 15_000_000), ("User Info Error", nil), ("", nil), ("k", nil), ("M", nil), ("1.5k", nil),
    ("12K", nil), ("3m", nil), ("1B", nil), ("1 k", nil), ("-1k", nil), (" 7 ", 7), ("7.9", 7),
    ("2147M", 2_147_000_000), ("2148M", nil), ("99999999999999999999k", nil), ("1kk", nil),
  ])
  func `the course's spellings`(text: String, count: Int?) {
    #expect(FollowerSpelling.course.count(text) == count)
  }

  @Test(arguments: [
    ("1.5k", 1_500), ("12K", 12_000), ("3m", 3_000_000), ("1.25M", 1_250_000),
    ("1B", 1_000_000_000), ("0.0004k", 0), (".5k", 500), ("1.k", 1_000), ("1.2.3k", nil),
    ("3B", nil), (".k", nil),
  ])
  func `more than the course's`(text: String, count: Int?) {
    #expect(FollowerSpelling.tolerant.count(text) == count)
  }
}
