/// The picture that fits an answer.
struct AnswerChart {
  /// So many bars are still looked at.
  private static let mostBars = 13

  let answer: InsightAnswer

  var html: HTML {
    switch answer.question {
    case .categoryByCountry: winners
    case .topUserByCountry: topUsers
    case .topCountry: topCountry
    case .categoryByYear, .categoryByAge: categories
    case .medianByAge: bars(label: "age_group", value: "median_follower_count")
    case .joinedByYear: bars(label: "post_year", value: "number_users_joined")
    case .medianByYear: medianByYear
    case .medianByAgeAndYear: medianByAgeAndYear
    }
  }

  /// How many countries each category has won.
  private var winners: HTML {
    var counts: [String: Int] = [:]
    for category in texts("category") { counts[category, default: 0] += 1 }
    let ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let bars = ranked.prefix(Self.mostBars).map {
      BarChart.Bar(label: $0.key, value: Double($0.value))
    }
    return """
      <figcaption>Countries in which each category is the most popular</figcaption>
      \(BarChart(summary: "Countries won by each category", bars: bars, showsBest: true).svg)
      """
  }

  /// One answer needs no chart; it is large instead.
  private var topCountry: HTML {
    guard let row = answer.answer.rows.first else { return "" }
    return """
      <p class="large">\(row[0].shown)</p>
      <p class="large-note">\(Quantity(row[1].number ?? 0).full) followers</p>
      """
  }

  private var topUsers: HTML {
    let rows = answer.answer.rows.indices
      .map { row in
        BarChart.Bar(
          label: text(row, 1) ?? "unknown",
          note: text(row, 0) ?? "",
          value: number(row, "follower_count") ?? 0
        )
      }
      .sorted { ($1.value, $0.label, $0.note) < ($0.value, $1.label, $1.note) }
    let chart = BarChart(
      summary: "The most followed users and their countries",
      bars: Array(rows.prefix(8)),
      showsBest: true
    )
    return "<figcaption>The eight with the most followers</figcaption>\n\(chart.svg)"
  }

  /// A category for each year or age group; with all categories listed, only the first three.
  private var categories: HTML {
    var shown: [String: Int] = [:]
    let isFull = answer.answer.rows.count > Self.mostBars
    let bars = answer.answer.rows.indices.compactMap { row -> BarChart.Bar? in
      let group = answer.answer.rows[row][0].shown
      shown[group, default: 0] += 1
      guard !isFull || shown[group, default: 0] <= 3 else { return nil }
      return BarChart.Bar(
        label: group,
        note: text(row, 1) ?? "unknown",
        value: number(row, "category_count") ?? 0
      )
    }
    let caption = isFull ? "Posts of the three most popular" : "Posts of the most popular"
    return """
      <figcaption>\(caption)</figcaption>
      \(BarChart(summary: caption, bars: bars, showsBest: true).svg)
      """
  }

  private func bars(label: String, value: String) -> HTML {
    let bars = answer.answer.rows.indices.map { row in
      BarChart.Bar(label: shown(row, label), value: number(row, value) ?? 0)
    }
    return BarChart(summary: answer.question.title, bars: bars, showsBest: true).svg
  }

  private var medianByYear: HTML {
    let points = answer.answer.rows.indices.compactMap { point($0) }
    let line = LineChart.Line(name: "Median followers", points: points)
    return LineChart(summary: answer.question.title, lines: [line]).svg
  }

  private var medianByAgeAndYear: HTML {
    var lines: [LineChart.Line] = []
    for row in answer.answer.rows.indices {
      guard let point = point(row) else { continue }
      let group = shown(row, "age_group")
      if lines.last?.name == group {
        lines[lines.count - 1].points.append(point)
      } else {
        lines.append(LineChart.Line(name: group, points: [point]))
      }
    }
    return LineChart(summary: answer.question.title, lines: lines).svg
  }

  private func point(_ row: Int) -> (year: Int, value: Double)? {
    guard let year = number(row, "post_year"), let value = number(row, "median_follower_count")
    else { return nil }
    return (Int(year), value)
  }

  private func column(_ name: String) -> Int? { answer.answer.columns.firstIndex(of: name) }

  private func number(_ row: Int, _ name: String) -> Double? {
    column(name).flatMap { answer.answer.rows[row][$0].number }
  }

  private func shown(_ row: Int, _ name: String) -> String {
    column(name).map { answer.answer.rows[row][$0].shown } ?? ""
  }

  private func text(_ row: Int, _ column: Int) -> String? {
    if case .text(let text) = answer.answer.rows[row][column] { text } else { nil }
  }

  private func texts(_ name: String) -> [String] {
    guard let column = column(name) else { return [] }
    return answer.answer.rows.indices.compactMap { text($0, column) }
  }
}
