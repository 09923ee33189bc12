import Lakehouse
import PinterestModels
import Testing

@Suite struct ExpectationTests {
  @Test(arguments: [
    "pin.ind is not null", "pin.unique_id is unique", "user.age between 18 and 100",
    "geo.coordinates between -180 and 180", "pin.category in ('art', 'beauty')",
    "geo.timestamp between '2017-10-20 00:00:00' and '2022-10-20 00:00:00'",
  ])
  func `is read as it is written`(text: String) throws {
    #expect(try Expectation(parsing: text).description == text)
  }

  @Test func `quotes may be left out, and quoted commas count`() throws {
    let plain = try Expectation(parsing: "pin.category in (art,beauty)")
    #expect(plain.check == .accepted(["art", "beauty"]))
    let quoted = try Expectation(parsing: "pin.title in ('a, b', c)")
    #expect(quoted.check == .accepted(["a, b", "c"]))
    let days = try Expectation(parsing: "user.date_joined between 2015-01-01 and 2017-12-31")
    #expect(
      days.description == "user.date_joined between '2015-01-01 00:00:00' and '2017-12-31 00:00:00'"
    )
  }

  @Test(arguments: [
    ("pin.index is not null", "there is ind, unique_id"), ("cat.ind is unique", "TABLE.COLUMN"),
    ("pin.ind", "TABLE.COLUMN"), ("", "TABLE.COLUMN"), ("user.age between 9 and 1", "TABLE.COLUMN"),
    ("user.age between a and b", "TABLE.COLUMN"),
    ("pin.title between 1 and 2", "the column is a string"),
    ("pin.ind in (1, 2)", "the column is a bigint"),
  ])
  func `what cannot be meant is an error that says what can`(text: String, words: String) {
    let error = #expect(throws: LakehouseError.self) { try Expectation(parsing: text) }
    #expect(error?.code == .badOption)
    #expect(error?.description.contains(words) == true)
  }

  @Test func `rows that do not fulfil it are counted over batches, with examples`() throws {
    let expectations = try [
      "user.ind is unique", "user.age between 18 and 100", "user.user_name is not null",
      "pin.ind is not null",
    ].map { try Expectation(parsing: $0) }
    var checker = ExpectationChecker(expectations, of: .user)
    checker.check([CleanUser(index: 1, userName: "A B", age: 20), CleanUser(index: 2, age: nil)])
    checker.check([CleanUser(index: 1, userName: "A B", age: 130), CleanUser(userName: "C D")])
    #expect(
      checker.violations.map(\.description) == [
        "user.ind is unique: 1 row, such as ind 1: 1",
        "user.age between 18 and 100: 1 row, such as ind 1: 130",
        "user.user_name is not null: 1 row, such as ind 2: null",
      ]
    )
  }

  @Test func `the course's rows fulfil the course's expectations`() throws {
    var checker = ExpectationChecker(try Expectation.course(), of: .pin)
    checker.check([
      CleanPin(index: 1, uniqueID: "u", followerCount: 5, isImageOrVideo: "image", category: "art")
    ])
    #expect(checker.violations.isEmpty)
    checker.check([CleanPin(index: 1, uniqueID: "u", category: "cars")])
    #expect(checker.violations.count == 1)
  }
}
