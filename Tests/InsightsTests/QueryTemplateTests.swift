import InsightsConformance
import Testing

@testable import Lakehouse

@Suite struct QueryTemplateTests {
  @Test func `a line stands where its option has one of the values`() {
    let template = QueryTemplate(
      """
      SELECT RANK() --[ties=course|all]
        --[ties=one] SELECT ROW_NUMBER()
      WHERE a --[listing=top]
      AND b --[ties=one,listing=top]
      """
    )
    var options = InsightOptions()
    #expect(template.sql(options) == "SELECT RANK()\nWHERE a\n")
    options.ties = .one
    #expect(template.sql(options) == "  SELECT ROW_NUMBER()\nWHERE a\nAND b\n")
    options.listing = .full
    #expect(template.sql(options) == "  SELECT ROW_NUMBER()\n")
  }

  @Test func `a value takes the place of the word behind its mark`() {
    let template = QueryTemplate("SELECT /*over-fifty*/'+50', /*first-post-year*/2018, 'x'")
    var options = InsightOptions()
    #expect(template.sql(options) == "SELECT '+50', 2018, 'x'\n")
    options.overFifty = .fiftyPlus
    options.postYears = 1999...2000
    #expect(template.sql(options) == "SELECT '50+', 1999, 'x'\n")
  }

  @Test(arguments: InsightQuestion.allCases)
  func `nothing of a mark is left under any options`(question: InsightQuestion) {
    for options in OptionCombinations.all(of: question) {
      let sql = question.sql(options)
      #expect(!sql.contains("--[") && !sql.contains("/*"), "\(sql)")
      #expect(sql.hasPrefix("-- Task \(question.rawValue.prefix { $0 != "." })"))
    }
  }

  @Test func `every option changes what is asked`() {
    let names = InsightQuestion.allCases.reduce(into: Set<String>()) {
      $0.formUnion($1.optionNames)
    }
    let settings = [
      "ties", "listing", "median", "users", "poster", "over-fifty", "zero-followers", "post-years",
      "join-years", "first-post-year", "last-post-year", "first-join-year", "last-join-year",
    ]
    #expect(names == Set(settings))
    for question in InsightQuestion.allCases {
      let queries = OptionCombinations.all(of: question).map { question.sql($0) }
      #expect(Set(queries).count >= queries.count * 2 / 3)
    }
  }

  @Test(arguments: InsightQuestion.allCases)
  func `a query with its marks means the course's answers`(question: InsightQuestion) async throws {
    let engine = SQLiteEngine(SyntheticFrames.published, columns: .asked)
    let marked = try await engine.answer(question.template.text)
    #expect(marked == (try await engine.answer(question.sql())))
    #expect(!marked.rows.isEmpty)
  }
}
