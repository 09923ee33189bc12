/// Asks the course's questions.
///
/// ```swift
/// let engine = SQLiteEngine(frames, columns: .asked)
/// for answer in try await Insights().answers(from: engine) { print(answer.question.title) }
/// ```
public struct Insights: Sendable {
  /// How the questions are meant.
  public var options: InsightOptions

  /// Means the questions as `options` say.
  public init(_ options: InsightOptions = InsightOptions()) { self.options = options }

  /// The answers of an engine, in the order of the questions.
  public func answers(
    to questions: [InsightQuestion] = InsightQuestion.allCases,
    from engine: some SQLEngine
  ) async throws(LakehouseError) -> [InsightAnswer] {
    var answers: [InsightAnswer] = []
    for question in questions {
      let sql = question.sql(options)
      do throws(LakehouseError) {
        let answer = try await engine.answer(sql)
        answers.append(InsightAnswer(question: question, sql: sql, answer: answer))
      } catch {
        throw LakehouseError(
          error.code,
          "task \(question.rawValue) on \(engine.name)",
          detail: error.detail,
          underlying: error
        )
      }
    }
    return answers
  }
}
