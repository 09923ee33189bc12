/// The same reading, cleaning and questions as a job for Spark, for data that outgrows one machine.
///
/// The job is one Python file that runs unchanged under `python`, `spark-submit`, EMR and
/// Databricks. Its tables of rules and its queries are made of those the embedded engine works by.
///
/// ```swift
/// for file in SparkJob().files { print(file.path) }
/// ```
public struct SparkJob: Sendable {
  /// A file of the job.
  public struct File: Hashable, Sendable {
    /// Where it stands in the job's folder.
    public let path: String
    /// What is in it.
    public let text: String
  }

  /// How objects become rows.
  public var reading = ReadingOptions()
  /// How rows are cleaned.
  public var cleaning = CleaningOptions()
  /// How the questions are meant.
  public var insights = InsightOptions()
  /// Where the job reads unless it is told otherwise.
  public var input = "topics"
  /// Where the job writes unless it is told otherwise.
  public var output = "insights"

  /// A job with the course's rules.
  public init() {}

  /// `job.py`, the queries as files of their own, and how to run it all.
  public var files: [File] {
    let queries = InsightQuestion.allCases.map { question in
      File(path: "sql/\(question.fileName)", text: question.sql(insights))
    }
    return [File(path: "job.py", text: program), File(path: "README.md", text: readme)] + queries
  }

  private var program: String {
    let queries = InsightQuestion.allCases.map { question in
      PythonLiteral.list([.text(question.name), .lines(question.sql(insights))])
    }
    return String(decoding: PackageResources.job_py, as: UTF8.self)
      .replacing("\"@INPUT@\"", with: PythonLiteral.quoted(input))
      .replacing("\"@OUTPUT@\"", with: PythonLiteral.quoted(output))
      .replacing("\"@RULES@\"", with: SparkRules(reading, cleaning).literal.source())
      .replacing("\"@QUERIES@\"", with: PythonLiteral.list(queries).source())
  }

  private var readme: String {
    String(decoding: PackageResources.job_md, as: UTF8.self)
      .replacing("@INPUT@", with: input)
      .replacing("@OUTPUT@", with: output)
      .replacing(
        "@OPTIONS@",
        with: insights.explained.map { "- \($0.name): \($0.meaning)\n" }.joined()
      )
  }
}
