extension InsightOptions {
  /// Every choice and what was chosen, in words.
  var explained: [(name: String, meaning: String)] {
    [
      ("Ties", tiesInWords),
      ("Listing", listing == .top ? "only the most popular" : "every category with its count"),
      (
        "Median of an even number",
        median == .lower
          ? "the lower of the two in the middle" : "the mean of the two in the middle"
      ),
      ("Who is a user in tasks 8 to 11", usersInWords),
      (
        "Who has followers in task 6",
        poster == .posterName ? "the account that posted" : "the person behind the account"
      ),
      (
        "Users without followers in medians",
        zeroFollowers == .keep ? "they count" : "they do not count"
      ),
      ("Years of posting", Self.inWords(postYears)), ("Years of joining", Self.inWords(joinYears)),
    ]
  }

  private var tiesInWords: String {
    switch ties {
    case .course: "all are shown, but one row for task 6.2: the first country by name"
    case .all: "all are shown"
    case .one: "the first by name is shown"
    }
  }

  private var usersInWords: String {
    switch users {
    case .posts: "every post stands for one"
    case .names: "everybody of one name is one"
    case .namesAndAges: "everybody of one name and age is one"
    }
  }

  private static func inWords(_ years: ClosedRange<Int>?) -> String {
    years.map { "\($0.lowerBound) to \($0.upperBound)" } ?? "all"
  }
}
