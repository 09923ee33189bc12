import Lakehouse

/// Every way to mean the questions.
enum OptionCombinations {
  static let all: [InsightOptions] = {
    var combinations = [InsightOptions()]
    func vary<Value>(_ path: WritableKeyPath<InsightOptions, Value>, _ values: [Value]) {
      combinations = combinations.flatMap { options in
        values.map { value in
          var varied = options
          varied[keyPath: path] = value
          return varied
        }
      }
    }
    vary(\.ties, InsightOptions.Ties.allCases)
    vary(\.listing, InsightOptions.Listing.allCases)
    vary(\.median, InsightOptions.Median.allCases)
    vary(\.users, InsightOptions.Users.allCases)
    vary(\.poster, InsightOptions.Poster.allCases)
    vary(\.overFifty, InsightOptions.OverFifty.allCases)
    vary(\.zeroFollowers, InsightOptions.ZeroFollowers.allCases)
    vary(\.postYears, [2018...2022, 2020...2020, nil])
    vary(\.joinYears, [2015...2020, 2016...2016, nil])
    return combinations
  }()

  /// Every query that any of them gives, each once.
  static let queries: [String] = {
    var queries: Set<String> = []
    for options in all {
      for question in InsightQuestion.allCases { queries.insert(question.sql(options)) }
    }
    return queries.sorted()
  }()
}
