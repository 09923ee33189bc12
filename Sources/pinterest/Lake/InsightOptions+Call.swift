import Lakehouse
import Terminal

/// The options that say how the course's questions are meant.
let insightOptions: [CommandOption] = [
  .value("--ties", "WHICH", "course (default: all, but one row for 6.2), all or one"),
  .value("--listing", "WHICH", "top (default) or full: every category with its count"),
  .value("--median", "WHICH", "lower (default, as percentile_approx) or interpolated"),
  .value("--users", "WHO", "a user in 8 to 11 is a post (default), a name or a name+age"),
  .value("--poster", "WHO", "who has followers in 6: poster_name (default) or user_name"),
  .value("--over-fifty", "LABEL", "+50 (default), 50+ or >50"),
  .value("--zero-followers", "WHAT", "keep (default) or drop them in medians"),
  .value("--post-years", "YEARS", "of task 5: 2018-2022 (default), another range, or all"),
  .value("--join-years", "YEARS", "of tasks 9 to 11: 2015-2020 (default), another range, or all"),
]

/// The options of commands that clean rows to count them: there a row that comes again goes.
let countingOptions: [CommandOption] = cleaningOptions.map { option in
  option.name == "--duplicates"
    ? .value(option.name, "WHAT", "sameRow (default), sameKey or kept: which of them go") : option
}

extension InsightOptions {
  /// What the command line says of the questions.
  init(_ call: Invocation) throws {
    self.init()
    ties = try call.choice("--ties") ?? ties
    listing = try call.choice("--listing") ?? listing
    median = try call.choice("--median") ?? median
    users = try call.choice("--users") ?? users
    poster = try call.choice("--poster") ?? poster
    overFifty = try call.choice("--over-fifty") ?? overFifty
    zeroFollowers = try call.choice("--zero-followers") ?? zeroFollowers
    postYears = try Self.years(call, "--post-years", postYears)
    joinYears = try Self.years(call, "--join-years", joinYears)
  }

  private static func years(
    _ call: Invocation,
    _ name: String,
    _ course: ClosedRange<Int>?
  ) throws(CommandError) -> ClosedRange<Int>? {
    guard let text = call[name] else { return course }
    if text == "all" { return nil }
    let years = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard let first = years.first ?? nil, let last = years.last ?? nil, years.count <= 2,
      (0...9_999).contains(first), (first...9_999).contains(last)
    else { throw .usage("\(name) \(text): give years as 2018-2022, one year, or all") }
    return first...last
  }
}

extension CleaningOptions {
  /// What the command line says of cleaning, where rows are counted: a post that is read again is
  /// no further post.
  init(counting call: Invocation) throws {
    try self.init(call)
    if call["--duplicates"] == nil { duplicates = .sameRow }
  }
}
