/// How the course's questions are meant: what its text leaves open, with its own answer as default.
public struct InsightOptions: Hashable, Sendable {
  /// What happens where several are the most popular or the most followed.
  public enum Ties: String, CaseIterable, Hashable, Sendable {
    /// All are answers, as by `rank() = 1`; only the one row that task 6 asks for at its end is one
    /// row, of countries that tie the first by name.
    case course
    /// All are answers, at the end of task 6 too.
    case all
    /// The first by name is the answer, as by `row_number() = 1`.
    case one
  }

  /// Which answers a question about the most popular has.
  public enum Listing: String, CaseIterable, Hashable, Sendable {
    /// The most popular.
    case top
    /// All, with their counts.
    case full
  }

  /// What the median of an even number of values is.
  public enum Median: String, CaseIterable, Hashable, Sendable {
    /// The lower of the two in the middle, as `percentile_approx(x, 0.5)` gives it.
    case lower
    /// The mean of the two in the middle, as `median(x)` gives it.
    case interpolated
  }

  /// Who is a user where users are counted, in tasks 8 to 11.
  public enum Users: String, CaseIterable, Hashable, Sendable {
    /// Every post stands for one, as most write-ups have it.
    case posts = "post"
    /// Everybody of one name is one; the post with the lowest `ind` speaks for all.
    case names = "name"
    /// Everybody of one name and one age is one; the post with the lowest `ind` speaks for all.
    case namesAndAges = "name+age"
  }

  /// Who a user with followers is, in task 6.
  public enum Poster: String, CaseIterable, Hashable, Sendable {
    /// The account a post was made by.
    case posterName = "poster_name"
    /// The person's first and last name.
    case userName = "user_name"
  }

  /// What the oldest group is called.
  public enum OverFifty: String, CaseIterable, Hashable, Sendable {
    /// `+50`, as the task's text has it.
    case plusFifty = "+50"
    /// `50+`, as most code has it.
    case fiftyPlus = "50+"
    /// `>50`.
    case greater = ">50"
  }

  /// What becomes of users without followers in a median.
  public enum ZeroFollowers: String, CaseIterable, Hashable, Sendable {
    /// They count.
    case keep
    /// They do not.
    case drop
  }

  /// What happens where several are the most popular or the most followed.
  public var ties = Ties.course
  /// Which answers a question about the most popular has.
  public var listing = Listing.top
  /// What the median of an even number of values is.
  public var median = Median.lower
  /// Who is a user where users are counted.
  public var users = Users.posts
  /// Who a user with followers is.
  public var poster = Poster.posterName
  /// What the oldest group is called.
  public var overFifty = OverFifty.plusFifty
  /// What becomes of users without followers in a median.
  public var zeroFollowers = ZeroFollowers.keep
  /// The years of posting that task 5 asks about; `nil` is all.
  public var postYears: ClosedRange<Int>? = 2018...2022
  /// The years of joining that tasks 9 to 11 ask about; `nil` is all.
  public var joinYears: ClosedRange<Int>? = 2015...2020

  /// The course's answers to all that is open.
  public init() {}
}
