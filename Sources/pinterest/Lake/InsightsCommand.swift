import Lakehouse
import PinterestModels
import Terminal

let insightsCommand = Command(
  "insights",
  "reads, cleans and answers the course's questions",
  operands: "[PLACE…]",
  options: [
    .value(
      "--question",
      "TASK",
      "only 4, 5, 6.1, 6.2, 7, 8, 9, 10 or 11; 6 is both halves",
      repeatable: true
    ),
    .value("--format", "FORM", "table (default), json or csv"),
    .flag("--json", "one JSON object a question, as --format json"),
    .value("--limit", "N", "how many rows of each answer (as a table 12, if there are several)"),
    .value("--report", "FILE.html", "write a page with tables and charts"),
    .flag("--show-sql", "print the queries and do not read anything"),
  ] + insightOptions + countingOptions + readingOptions,
  examples: [
    "eval \"$(pinterest env)\"; pinterest insights --report insights.html",
    "pinterest insights topics --question 8 --median interpolated",
    "pinterest insights --question 4 --ties one --show-sql",
  ]
) { call in
  let insights = Insights(try InsightOptions(call))
  let questions = try questions(call)
  let form = try RowPrinter.form(call)
  if call.has("--show-sql") {
    call.console.print(questions.map { $0.sql(insights.options) }.joined(separator: "\n"))
    return .done
  }
  let limit = try call.integer("--limit") ?? (form == .table && questions.count > 1 ? 12 : nil)
  return try await withLakeErrors {
    let lake = try await CleanLake(call, call.operands)
    let engine = SQLiteEngine(lake.frames, columns: .asked)
    let answers = try await insights.answers(to: questions, from: engine)
    if let path = call["--report"] {
      let report = InsightReport(
        source: lake.place,
        figures: try await insights.figures(from: engine),
        answers: answers,
        options: insights.options
      )
      try OutputFile(path: path).write(Array(report.html.utf8))
      call.console.note("the report is \(path)")
    }
    // Last, for a reader like `head` that goes away ends the process.
    AnswerPrinter(form, call.console).show(answers, limit: limit)
    return .done
  }
}

private func questions(_ call: Invocation) throws -> [InsightQuestion] {
  let names = call.all("--question")
  for name in names where name != "6" && InsightQuestion(rawValue: name) == nil {
    let all = InsightQuestion.allCases.map(\.rawValue).joined(separator: ", ")
    throw CommandError.usage("--question \(name): there is \(all), and 6 for both halves")
  }
  return InsightQuestion.allCases.filter { question in
    names.isEmpty || names.contains(question.rawValue)
      || names.contains("6") && question.rawValue.hasPrefix("6")
  }
}
