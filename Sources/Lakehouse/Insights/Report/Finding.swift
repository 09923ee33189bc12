/// What an answer says, in one sentence.
struct Finding {
  let answer: InsightAnswer

  /// The sentence; `nil` where the picture says it all.
  var sentence: String? {
    guard let first = rows.first, let last = rows.last else { return nil }
    switch answer.question {
    case .categoryByCountry: return winner
    case .categoryByYear: return "\(last[1].shown) led \(last[0].shown) with \(posts(last[2]))."
    case .topUserByCountry: return mostFollowed
    case .topCountry: return nil
    case .categoryByAge:
      return "At \(first[0].shown) it is \(first[1].shown), with \(posts(first[2]))."
    case .medianByAge: return span(from: first[0], last[0], first[1], last[1])
    case .joinedByYear: return "\(quantity(total(1))) joined in \(rows.count) years."
    case .medianByYear: return span(from: first[0], last[0], first[1], last[1])
    case .medianByAgeAndYear: return nil
    }
  }

  private var rows: [[SQLValue]] { answer.answer.rows }

  private var winner: String? {
    var counts: [String: Int] = [:]
    for row in rows { counts[row[1].shown, default: 0] += 1 }
    let countries = Set(rows.map { $0[0].shown }).count
    guard answer.answer.columns.count == 3,
      let best = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })
    else { return nil }
    return "\(best.key) is the most popular in \(best.value) of \(countries) countries."
  }

  private var mostFollowed: String? {
    guard let most = rows.compactMap({ $0[2].number }).max() else { return nil }
    let best = rows.filter { $0[2].number == most }
    let first = best.min { $0[1].shown < $1[1].shown } ?? []
    let others =
      switch best.count {
      case 1: "has"
      case 2: "and one other have"
      default: "and \(best.count - 1) others have"
      }
    return "\(first[1].shown) in \(first[0].shown) \(others) \(Quantity(most).full) followers."
  }

  private func span(
    from first: SQLValue,
    _ last: SQLValue,
    _ before: SQLValue,
    _ after: SQLValue
  ) -> String? {
    guard rows.count > 1, before.number != nil, after.number != nil else { return nil }
    return "\(quantity(before)) at \(first.shown), \(quantity(after)) at \(last.shown)."
  }

  private func total(_ column: Int) -> SQLValue {
    .integer(rows.reduce(0) { $0 + Int($1[column].number ?? 0) })
  }

  private func posts(_ value: SQLValue) -> String {
    value == .integer(1) ? "1 post" : "\(quantity(value)) posts"
  }

  private func quantity(_ value: SQLValue) -> String { Quantity(value.number ?? 0).full }
}
