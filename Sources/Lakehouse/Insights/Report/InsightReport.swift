/// One page that shows answers: tables and charts, nothing from elsewhere, no script.
public struct InsightReport: Sendable {
  /// A figure at the head of the page.
  public struct Figure: Hashable, Sendable {
    /// What it counts: `Posts`.
    public var name: String
    /// How many.
    public var value: Int

    /// Names a count.
    public init(_ name: String, _ value: Int) {
      self.name = name
      self.value = value
    }
  }

  /// Where the rows came from, in words or as a place.
  public var source: String
  /// What stands at the head.
  public var figures: [Figure]
  /// What is shown, in this order.
  public var answers: [InsightAnswer]
  /// How the questions were meant.
  public var options: InsightOptions

  /// Puts a page together.
  public init(
    source: String,
    figures: [Figure],
    answers: [InsightAnswer],
    options: InsightOptions
  ) {
    self.source = source
    self.figures = figures
    self.answers = answers
    self.options = options
  }

  /// The page: one file that needs no other.
  public var html: String {
    let sections = answers.map { ReportSection(answer: $0) }
    let page: HTML = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>Insights from \(source)</title>
      <style>
      \(Self.style)</style>
      </head>
      <body>
      <a class="skip" href="#answers">To the answers</a>
      <header>
      <p class="eyebrow">Pinterest data pipeline</p>
      <h1>Insights</h1>
      <p class="source">from \(source)</p>
      <dl class="figures">
      \(figures.map(Self.figure))</dl>
      <nav aria-label="Questions"><ul>
      \(sections.map(Self.link))</ul></nav>
      </header>
      <main id="answers">
      \(sections.map(\.html))</main>
      <footer>
      <details><summary>How the questions were meant</summary>
      <dl class="options">
      \(options.explained.map(Self.option))</dl></details>
      </footer>
      </body>
      </html>

      """
    return page.markup
  }

  private static var style: HTML {
    HTML(stringLiteral: String(decoding: PackageResources.report_css, as: UTF8.self))
  }

  private static func figure(_ figure: Figure) -> HTML {
    "<div><dt>\(figure.name)</dt><dd>\(Quantity(figure.value).full)</dd></div>\n"
  }

  private static func link(_ section: ReportSection) -> HTML {
    """
    <li><a href="#\(section.id)" title="\(section.answer.question.title)">\
    Task \(section.answer.question.rawValue)</a></li>

    """
  }

  private static func option(_ option: (name: String, meaning: String)) -> HTML {
    "<div><dt>\(option.name)</dt><dd>\(option.meaning)</dd></div>\n"
  }
}

extension Insights {
  /// The figures at the head of a report, counted by an engine.
  public func figures(
    from engine: some SQLEngine
  ) async throws(LakehouseError) -> [InsightReport.Figure] {
    let answer = try await engine.answer(
      """
      SELECT (SELECT COUNT(*) FROM pin) AS "Posts",
        (SELECT COUNT(DISTINCT poster_name) FROM pin) AS "Posters",
        (SELECT COUNT(DISTINCT country) FROM geo) AS "Countries",
        (SELECT COUNT(DISTINCT category) FROM pin) AS "Categories"
      """
    )
    return zip(answer.columns, answer.rows.first ?? []).map { name, value in
      InsightReport.Figure(name, Int(value.number ?? 0))
    }
  }
}
