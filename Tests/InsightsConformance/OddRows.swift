import Lakehouse
import PinterestModels

/// Rows with everything that engines treat differently: nulls in every column, texts that only some
/// collations tell apart, ties, several rows of one `ind` and none of another, edges of ages, years
/// and numbers.
enum OddRows {
  private static let count = 900
  private static let indexes = 50_000..<50_400

  static func append(to frames: inout CleanFrames) {
    var dice = Dice()
    for _ in 0..<count {
      frames.pins.append(
        CleanPin(
          index: dice.index(),
          followerCount: dice.one(of: followers),
          posterName: dice.one(of: names),
          category: dice.one(of: categories)
        )
      )
      frames.geolocations.append(
        CleanGeolocation(
          index: dice.index(),
          country: dice.one(of: countries),
          timestamp: dice.one(of: moments).flatMap { WireTimestamp(parsing: $0) }
        )
      )
      frames.users.append(
        CleanUser(
          index: dice.index(),
          userName: dice.one(of: names),
          age: dice.one(of: ages),
          dateJoined: dice.one(of: moments).flatMap { WireTimestamp(parsing: $0) }
        )
      )
    }
  }

  private static let followers: [Int?] = [
    nil, nil, 0, 0, -5, 1, 2, 3, 900, 12_000, 2_147_483_647, -2_147_483_648,
  ]
  private static let names: [String?] = [
    nil, "", "ann lee", "Ann Lee", "Ann Lee ", " Ann Lee", "Ann  Lee", "Zoë Ünal",
    "Zoe\u{308} Ünal",
    "zoë ünal", "O'Neil", "名前", "😀", "😀😀", "\\n%_",
  ]
  private static let categories: [String?] = [
    nil, "", "art", "Art", "art ", "árt", "art\u{301}", "z",
  ]
  private static let countries: [String?] = [
    nil, "", "Odd", "odd", "odd ", "Ódd", "Côte d'Ivoire", "Cote d'Ivoire", "Nobody known",
  ]
  private static let ages: [Int?] = [nil, -1, 0, 17, 18, 24, 25, 35, 36, 50, 51, 999, 1_000]
  private static let moments: [String?] = [
    nil, "2014-12-31 23:59:59", "2015-01-01 00:00:00", "2016-02-29 12:00:00",
    "2017-12-31 23:59:59.999999", "2018-01-01 00:00:00", "2020-12-31 23:59:59.5",
    "2021-01-01 00:00:00", "2022-12-31 23:59:59.999999", "2023-01-01 00:00:00",
    "1969-12-31 23:59:59",
  ]

  /// The same throws every time.
  private struct Dice {
    private var state: UInt64 = 20_200_828

    private mutating func throwing(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(sides))
    }

    mutating func one<Value>(of values: [Value]) -> Value { values[throwing(values.count)] }

    /// One row in twenty has none.
    mutating func index() -> Int? {
      throwing(20) == 0 ? nil : OddRows.indexes.lowerBound + throwing(OddRows.indexes.count)
    }
  }
}
