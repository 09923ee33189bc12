/// The answer to one of the course's questions, and how it was asked.
public struct InsightAnswer: Hashable, Sendable {
  /// What was asked.
  public let question: InsightQuestion
  /// The query that was run.
  public let sql: String
  /// What came back.
  public let answer: SQLAnswer
}
