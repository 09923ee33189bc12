/// The part of a report that shows one answer.
struct ReportSection {
  let answer: InsightAnswer

  /// The anchor of the section.
  var id: String {
    "task-\(String(answer.question.rawValue.map { $0 == "." ? Character("-") : $0 }))"
  }

  var html: HTML {
    let question = answer.question
    return """
      <section class="card" id="\(id)" aria-labelledby="\(id)-title">
      <p class="task">Task \(question.rawValue)</p>
      <h2 id="\(id)-title">\(question.title)</h2>
      \(finding)<figure>\(AnswerChart(answer: answer).html)</figure>
      \(table)<details><summary>SQL of task \(question.rawValue)</summary>
      <pre tabindex="0" aria-label="SQL of task \(question.rawValue)">\(answer.sql)</pre></details>
      </section>

      """
  }

  private var finding: HTML {
    guard !answer.answer.rows.isEmpty else {
      return "<p class=\"finding\">No row answers this question.</p>\n"
    }
    guard let sentence = Finding(answer: answer).sentence else { return "" }
    return "<p class=\"finding\">\(sentence)</p>\n"
  }

  /// The rows; many stand in a frame of their own that scrolls, also by keyboard.
  private var table: HTML {
    let answer = answer.answer
    let heads = answer.columns.indices.map { column -> HTML in
      let name = answer.columns[column]
      let isQuantity = name != "post_year" && answer.rows.contains { $0[column].number != nil }
      return isQuantity
        ? "<th scope=\"col\" class=\"number\">\(name)</th>" : "<th scope=\"col\">\(name)</th>"
    }
    let rows = answer.rows.map { row -> HTML in
      "<tr>\(zip(answer.columns, row).map(Self.cell))</tr>\n"
    }
    let table: HTML = """
      <table><thead><tr>\(heads)</tr></thead>
      <tbody>
      \(rows)</tbody></table>
      """
    guard answer.rows.count > 12 else { return "<div class=\"rows\">\(table)</div>\n" }
    return """
      <details class="all"><summary>All \(Quantity(answer.rows.count).full) rows</summary>
      <div class="rows tall" tabindex="0" role="region" aria-label="Rows of task \
      \(self.answer.question.rawValue)">\(table)</div></details>

      """
  }

  private static func cell(_ column: String, _ value: SQLValue) -> HTML {
    switch value {
    case .null: "<td class=\"none\">unknown</td>"
    case .text(let text): "<td>\(text)</td>"
    case .integer(let year) where column == "post_year": "<td>\(year)</td>"
    case .integer, .real: "<td class=\"number\">\(Quantity(value.number ?? 0).full)</td>"
    }
  }
}
