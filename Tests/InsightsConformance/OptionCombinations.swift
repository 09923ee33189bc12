package import Lakehouse
import TestKit

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

  /// The course's way, and every way that differs from it in one choice or in each.
  package static func apart(of question: InsightQuestion) -> [InsightOptions] {
    let course = InsightOptions()
    let all = all(of: question)
    let most = all.map { $0.differences(from: course) }.max() ?? 0
    return all.filter { $0.differences(from: course) <= 1 || $0.differences(from: course) == most }
  }

  /// Those to compare engines by: all combinations in the long form of the tests, else those where
  /// choices stand apart.
  package static func wanted(of question: InsightQuestion) -> [InsightOptions] {
    Peers.wantsSlowProofs ? all(of: question) : apart(of: question)
  }

  /// The queries of those, each once.
  package static let queries = Set(
    InsightQuestion.allCases.flatMap { question in
      wanted(of: question).map { question.sql($0) }
    }
  ).sorted()
}

extension InsightOptions {
  /// In how many choices it differs.
  fileprivate func differences(from other: InsightOptions) -> Int {
    [
      ties != other.ties, listing != other.listing, median != other.median, users != other.users,
      poster != other.poster, overFifty != other.overFifty, zeroFollowers != other.zeroFollowers,
      postYears != other.postYears, joinYears != other.joinYears,
    ].filter(\.self).count
  }
}
