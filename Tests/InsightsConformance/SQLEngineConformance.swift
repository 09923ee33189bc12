public import Lakehouse

/// What every engine must answer; each implementation's tests ask for the complaints and expect
/// none.
///
/// The engine holds ``frames``. Every question, under every option, must have the answer that plain
/// arithmetic over the rows gives.
///
/// ```swift
/// let engine = SQLiteEngine(SQLEngineConformance.frames)
/// #expect(await SQLEngineConformance(engine).complaints() == [])
/// ```
public struct SQLEngineConformance: Sendable {
  /// The rows the engine must hold: the synthetic tables, and behind them what is odd.
  public static let frames: CleanFrames = {
    var frames = SyntheticFrames.published
    OddRows.append(to: &frames)
    return frames
  }()

  private static let answers = PlainAnswers(frames)

  /// Every query with the answer it must have.
  private static let questions: [String: SQLAnswer] = {
    var questions: [String: SQLAnswer] = [:]
    for question in InsightQuestion.allCases {
      for options in OptionCombinations.wanted(of: question) {
        questions[question.sql(options)] = answers.answer(question, options).levelled
      }
    }
    return questions
  }()

  private let engine: any SQLEngine

  /// Prepares to examine an engine.
  public init(_ engine: any SQLEngine) { self.engine = engine }

  /// Everything that is wrong with the engine, in words.
  public func complaints() async -> [String] {
    var complaints = engine.name.isEmpty ? ["has no name"] : []
    complaints += await complaintsAboutTables()
    complaints += await complaintsAboutRefusals()
    for (sql, wanted) in Self.questions { complaints += await complaintsAbout(sql, wanted) }
    return complaints + (await complaintsAboutCompany())
  }

  private func complaintsAbout(_ sql: String, _ wanted: SQLAnswer) async -> [String] {
    do throws(LakehouseError) {
      let answer = try await engine.answer(sql).levelled
      return answer == wanted ? [] : ["\(Self.difference(answer, wanted)) to \(sql)"]
    } catch {
      return ["threw \(error) at \(sql)"]
    }
  }

  /// The first row that is not as it should be.
  private static func difference(_ answer: SQLAnswer, _ wanted: SQLAnswer) -> String {
    guard answer.columns == wanted.columns else { return "has columns \(answer.columns)" }
    for (row, other) in zip(answer.rows, wanted.rows) where row != other {
      return "answers \(row) where \(other) is right"
    }
    return "answers \(answer.rows.count) rows, not \(wanted.rows.count),"
  }

  /// The columns hold what was put there, and texts compare by their bytes.
  private func complaintsAboutTables() async -> [String] {
    var complaints: [String] = []
    for (sql, wanted) in Self.answers.tables {
      do throws(LakehouseError) {
        let answer = try await engine.answer(sql).levelled
        let (found, right) = (answer.rows.map(\.description), wanted.map(\.description))
        if found.sorted() != right.sorted() { complaints.append("holds other rows: \(sql)") }
      } catch {
        complaints.append("threw \(error) at \(sql)")
      }
    }
    return complaints
  }

  /// A query that cannot be meant is an error, and does no harm to the next.
  private func complaintsAboutRefusals() async -> [String] {
    var complaints: [String] = []
    for sql in ["SELECT nope FROM pin", "SELECT ind FROM nowhere", "SELEC", ""] {
      do throws(LakehouseError) {
        let answer = try await engine.answer(sql)
        complaints.append("answers \(answer) to \(sql)")
      } catch {
        if error.code != .queryFailed { complaints.append("says \(error) to \(sql)") }
      }
    }
    let one = try? await engine.answer("SELECT COUNT(*) AS one FROM pin WHERE ind = 7")
    if one != SQLAnswer(columns: ["one"], rows: [[.integer(1)]]) {
      complaints.append("answers nothing after a refusal")
    }
    return complaints
  }

  /// Who asks side by side with others gets the answer to what was asked.
  private func complaintsAboutCompany() async -> [String] {
    await withTaskGroup(of: String?.self) { group in
      for index in 0..<20 {
        group.addTask {
          let sql = "SELECT ind FROM user WHERE ind = \(index)"
          let answer = try? await engine.answer(sql)
          return answer?.rows == [[.integer(index)]] ? nil : "confuses those who ask at once"
        }
      }
      return await group.reduce(into: []) { all, complaint in all += complaint.map { [$0] } ?? [] }
    }
  }
}
