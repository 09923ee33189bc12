package import Lakehouse

/// Every way to mean a question.
package enum OptionCombinations {
  /// All options that change a question's query, in all combinations.
  package static func all(of question: InsightQuestion) -> [InsightOptions] {
    let names = question.optionNames
    var combinations = [InsightOptions()]
    func vary<Value>(
      _ name: String,
      _ path: WritableKeyPath<InsightOptions, Value>,
      _ values: [Value]
    ) {
      guard names.contains(name) else { return }
      combinations = combinations.flatMap { options in
        values.map { value in
          var varied = options
          varied[keyPath: path] = value
          return varied
        }
      }
    }
    vary("ties", \.ties, InsightOptions.Ties.allCases)
    vary("listing", \.listing, InsightOptions.Listing.allCases)
    vary("median", \.median, InsightOptions.Median.allCases)
    vary("users", \.users, InsightOptions.Users.allCases)
    vary("poster", \.poster, InsightOptions.Poster.allCases)
    vary("over-fifty", \.overFifty, InsightOptions.OverFifty.allCases)
    vary("zero-followers", \.zeroFollowers, InsightOptions.ZeroFollowers.allCases)
    vary("post-years", \.postYears, [2018...2022, nil])
    vary("join-years", \.joinYears, [2015...2020, 2016...2016, nil])
    return combinations
  }

  /// Every query that any options give, each once.
  package static let queries = Set(
    InsightQuestion.allCases.flatMap { question in
      all(of: question).map { question.sql($0) }
    }
  ).sorted()
}
