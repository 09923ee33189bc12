import Lakehouse
import Terminal

/// Asks a person for SQL, statement by statement, until there is no more.
struct SQLPrompt {
  private static let help = """
    Statements end in a semicolon, and may go over several lines.
    The tables are pin, geo and user.
      .tables   the columns of each
      .help     this
      .quit     ends, as does Ctrl-D
    """

  private let engine: SQLiteEngine
  private let printer: AnswerPrinter
  private let form: RowForm
  private let console: Console
  private let keyboard = Keyboard()

  init(_ engine: SQLiteEngine, _ form: RowForm, _ console: Console) {
    self.engine = engine
    self.form = form
    self.console = console
    printer = AnswerPrinter(form, console)
  }

  /// Answers until the input ends or the task is cancelled.
  func run() async throws {
    console.note("The tables are pin, geo and user; .help says more.")
    var statement = ""
    while let line = await keyboard.line(prompt: statement.isEmpty ? "sql> " : "...> ") {
      if statement.isEmpty, line.hasPrefix(".") {
        guard await command(line) else { return }
        continue
      }
      statement += line + "\n"
      let end = statement.last { !$0.isWhitespace }
      if end == nil { statement = "" }
      guard end == ";" else { continue }
      await answer(statement)
      statement = ""
    }
  }

  /// Does what a word with a dot says; `false` where it is the end.
  private func command(_ line: String) async -> Bool {
    switch line.prefix(while: { !$0.isWhitespace }) {
    case ".quit", ".exit": return false
    case ".help": console.note(Self.help)
    case ".tables", ".schema":
      await answer(
        """
        SELECT tables.name AS "table", columns.name AS "column", columns.type
        FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
        """
      )
    default: console.warn("\(line): there is .tables, .help and .quit")
    }
    return true
  }

  /// Shows an answer, or what is wrong with the question.
  private func answer(_ sql: String) async {
    do { try await engine.show(sql, form, printer) } catch let error as LakehouseError {
      console.error(error.detail.isEmpty ? error.description : error.detail)
    } catch {
      console.error("\(error)")
    }
  }
}
