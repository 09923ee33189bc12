import Lakehouse
import Testing

@Suite struct InsightsTests {
  typealias Post = SmallFrames.Post

  @Test func `ties are all kept, or the first by name is`() async throws {
    let posts = [
      Post(category: "travel"), Post(category: "art"), Post(category: "art", country: "Chile"),
      Post(category: "travel", country: "Chile"), Post(category: "travel", country: "Chile"),
    ]
    let kept = try await SmallFrames.rows(.categoryByCountry, of: posts)
    #expect(kept == [["Chile", "travel", 2], ["Peru", "art", 1], ["Peru", "travel", 1]])
    let one = try await SmallFrames.rows(.categoryByCountry, of: posts) { $0.ties = .one }
    #expect(one == [["Chile", "travel", 2], ["Peru", "art", 1]])
    let full = try await SmallFrames.rows(.categoryByCountry, of: posts) { $0.listing = .full }
    #expect(
      full == [
        ["Chile", "travel", 2], ["Chile", "art", 1], ["Peru", "art", 1], ["Peru", "travel", 1],
      ]
    )
  }

  @Test func `the year is that of the post, and years outside the range are left out`() async throws
  {
    let posts = [
      Post(category: "a", posted: "2017-12-31 23:59:59"),
      Post(category: "b", posted: "2018-01-01 00:00:00"),
      Post(category: "c", posted: "2022-12-31 23:59:59"),
      Post(category: "d", posted: "2023-01-01 00:00:00"), Post(category: "e", posted: nil),
    ]
    let course = try await SmallFrames.rows(.categoryByYear, of: posts)
    #expect(course == [[2018, "b", 1], [2022, "c", 1]])
    let all = try await SmallFrames.rows(.categoryByYear, of: posts) { $0.postYears = nil }
    #expect(all == [[2017, "a", 1], [2018, "b", 1], [2022, "c", 1], [2023, "d", 1]])
    let some = try await SmallFrames.rows(.categoryByYear, of: posts) { $0.postYears = 2022...2023 }
    #expect(some == [[2022, "c", 1], [2023, "d", 1]])
  }

  @Test func `a poster with many posts is one answer, and posters that tie are several`()
    async throws
  {
    let posts = [
      Post(poster: "b", followers: 9, user: "Bo"), Post(poster: "b", followers: 9, user: "Bo"),
      Post(poster: "a", followers: 9, user: "Al"), Post(poster: "c", followers: 8),
      Post(poster: nil, followers: nil, country: "Chile", user: "Xi"),
    ]
    let course = try await SmallFrames.rows(.topUserByCountry, of: posts)
    #expect(course == [["Chile", nil, nil], ["Peru", "a", 9], ["Peru", "b", 9]])
    let one = try await SmallFrames.rows(.topUserByCountry, of: posts) { $0.ties = .one }
    #expect(one == [["Chile", nil, nil], ["Peru", "a", 9]])
    let people = try await SmallFrames.rows(.topUserByCountry, of: posts) { $0.poster = .userName }
    #expect(people == [["Chile", "Xi", nil], ["Peru", "Al", 9], ["Peru", "Bo", 9]])
  }

  @Test func `the top country is one row, unless all that tie are wanted`() async throws {
    let posts = [
      Post(followers: 8_000_000, country: "Angola"),
      Post(followers: 8_000_000, country: "American Samoa"), Post(followers: 1),
    ]
    let course = try await SmallFrames.rows(.topCountry, of: posts)
    #expect(course == [["American Samoa", 8_000_000]])
    let all = try await SmallFrames.rows(.topCountry, of: posts) { $0.ties = .all }
    #expect(all == [["American Samoa", 8_000_000], ["Angola", 8_000_000]])
  }

  @Test func `age groups hold both their ends, and nobody younger`() async throws {
    let ages = [17, 18, 24, 25, 35, 36, 50, 51, 99]
    let posts = ages.map { Post(followers: $0, age: $0) } + [Post(followers: 1, age: nil)]
    let course = try await SmallFrames.rows(.categoryByAge, of: posts)
    #expect(
      course == [
        ["18-24", "art", 2], ["25-35", "art", 2], ["36-50", "art", 2], ["+50", "art", 2],
      ]
    )
    let labels = try await SmallFrames.rows(.medianByAge, of: posts) { $0.overFifty = .fiftyPlus }
    #expect(labels == [["18-24", 18], ["25-35", 25], ["36-50", 36], ["50+", 51]])
  }

  /// Spark's own answers to `percentile_approx(x, 0.5)`, and the means beside them.
  static let medians: [([Int?], SQLValue, SQLValue)] = [
    ([0, 25_000, 51_000, 211_000], 25_000, 38_000.0), ([43_000, 124_000], 43_000, 83_500.0),
    ([43_000, 51_000, 124_000, 124_000], 51_000, 87_500.0), ([0, 0, 25_000], 0, 0.0),
    ([43_000, 124_000, 124_000], 124_000, 124_000.0), ([211_000, nil, nil], 211_000, 211_000.0),
    ([nil, nil], nil, nil), ([7], 7, 7.0), ([1, 2], 1, 1.5),
  ]

  @Test(arguments: medians)
  func `medians are the lower middle or the mean of both`(
    followers: [Int?],
    lower: SQLValue,
    mean: SQLValue
  ) async throws {
    let posts = followers.map { Post(followers: $0) }.shuffled()
    for (median, expected) in [(InsightOptions.Median.lower, lower), (.interpolated, mean)] {
      let byAge = try await SmallFrames.rows(.medianByAge, of: posts) { $0.median = median }
      #expect(byAge == [["25-35", expected]])
      let byYear = try await SmallFrames.rows(.medianByYear, of: posts) { $0.median = median }
      #expect(byYear == [[2016, expected]])
      let both = try await SmallFrames.rows(.medianByAgeAndYear, of: posts) { $0.median = median }
      #expect(both == [["25-35", 2016, expected]])
    }
  }

  @Test func `users without followers are left out of medians on demand`() async throws {
    let posts = [0, 0, 0, 5].map { Post(followers: $0) }
    #expect(try await SmallFrames.rows(.medianByAge, of: posts) == [["25-35", 0]])
    let without = try await SmallFrames.rows(.medianByAge, of: posts) { $0.zeroFollowers = .drop }
    #expect(without == [["25-35", 5]])
  }

  @Test func `a user is a post, a name, or a name with an age`() async throws {
    let posts = [
      Post(followers: 1, user: "Ann Lee", age: 30), Post(followers: 100, user: "Ann Lee", age: 30),
      Post(followers: 100, user: "Ann Lee", age: 31), Post(followers: 5, user: "Bo Yu", age: 33),
    ]
    let expected: [(InsightOptions.Users, median: SQLValue, count: SQLValue)] = [
      (.posts, 5, 4), (.names, 1, 2), (.namesAndAges, 5, 3),
    ]
    for (users, median, count) in expected {
      let medians = try await SmallFrames.rows(.medianByAge, of: posts) { $0.users = users }
      #expect(medians == [["25-35", median]], "\(users)")
      let joined = try await SmallFrames.rows(.joinedByYear, of: posts) { $0.users = users }
      #expect(joined == [[2016, count]], "\(users)")
      let byYear = try await SmallFrames.rows(.medianByYear, of: posts) { $0.users = users }
      #expect(byYear == [[2016, median]], "\(users)")
    }
  }

  @Test func `rows of other records answer nothing`() async throws {
    var frames = SmallFrames.frames([Post(followers: 3)])
    frames.pins.append(CleanPin())
    frames.geolocations.append(CleanGeolocation())
    frames.users.append(CleanUser())
    let answers = try await Insights().answers(from: SQLiteEngine(frames))
    let clean = try await Insights().answers(from: SmallFrames.engine([Post(followers: 3)]))
    #expect(answers == clean)
  }

  @Test func `no rows at all are no answers, not an error`() async throws {
    let answers = try await Insights().answers(from: SQLiteEngine(CleanFrames()))
    #expect(answers.count == InsightQuestion.allCases.count)
    #expect(answers.allSatisfy { $0.answer.rows.isEmpty && !$0.answer.columns.isEmpty })
  }

  @Test func `a post that stands three times in each table counts nine times`() async throws {
    let posts = [Post(category: "art", followers: 1), Post(category: "travel", followers: 2)]
    var frames = SmallFrames.frames(posts)
    frames.pins += [frames.pins[1], frames.pins[1]]
    frames.geolocations += [frames.geolocations[1], frames.geolocations[1]]
    frames.users += [frames.users[1], frames.users[1]]
    let engine = SQLiteEngine(frames)
    let answers = try await Insights().answers(from: engine).map(\.answer.rows)
    #expect(answers[0] == [["Peru", "travel", 9]])
    #expect(answers[6] == [[2016, 4]])
    #expect(answers[5] == [["25-35", 2]])
  }

  @Test func `the columns are those of the course`() async throws {
    let answers = try await Insights().answers(from: SmallFrames.engine([]))
    #expect(
      answers.map(\.answer.columns) == [
        ["country", "category", "category_count"], ["post_year", "category", "category_count"],
        ["country", "poster_name", "follower_count"], ["country", "follower_count"],
        ["age_group", "category", "category_count"], ["age_group", "median_follower_count"],
        ["post_year", "number_users_joined"], ["post_year", "median_follower_count"],
        ["age_group", "post_year", "median_follower_count"],
      ]
    )
  }
}
