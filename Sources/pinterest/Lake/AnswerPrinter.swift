import JSONBytes
import Lakehouse
import Synchronization
import Terminal

/// Shows answers on standard output: as tables, JSON lines or CSV.
struct AnswerPrinter: Sendable {
  private static let longestCell = 60

  private let form: RowForm
  private let console: Console

  init(_ form: RowForm, _ console: Console) {
    self.form = form
    self.console = console
  }

  /// Shows the answers to the course's questions, with no more than `limit` rows of each.
  func show(_ answers: [InsightAnswer], limit: Int?) {
    for (number, answer) in answers.enumerated() {
      var shown = answer.answer
      if let limit { shown.rows = Array(shown.rows.prefix(limit)) }
      if number > 0, form != .json { console.print("") }
      switch form {
      case .json: console.write(Self.line(answer, shown))
      case .csv: console.write(shown.csv())
      case .table:
        console.print("Task \(answer.question.rawValue): \(answer.question.title)")
        table(shown)
        let missing = answer.answer.rows.count - shown.rows.count
        if missing > 0 { console.print("… and \(missing) more") }
      }
    }
  }

  /// Shows a page of a query's rows; the first one has the headings.
  func show(_ page: SQLAnswer, isFirst: Bool) {
    switch form {
    case .json: console.write(page.jsonLines)
    case .csv: console.write(page.csv(heading: isFirst))
    case .table: table(page)
    }
  }

  private func table(_ answer: SQLAnswer) {
    var table = TextTable(headings: answer.columns)
    for row in answer.rows { table.add(row.map(Self.cell)) }
    for line in table.lines { console.print(line) }
  }

  private static func line(_ answer: InsightAnswer, _ shown: SQLAnswer) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("question", answer.question.rawValue)
      json.member("title", answer.question.title)
      json.key("rows")
      shown.write(to: &json)
    }
    json.endLine()
    return json.bytes
  }

  /// A value on one line, not longer than a table bears.
  private static func cell(_ value: SQLValue) -> String {
    guard value != .null else { return "null" }
    let line = String(value.shown.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    return line.count > longestCell ? line.prefix(longestCell - 1) + "…" : line
  }
}
