import CSVBytes
import Lakehouse
import Synchronization
import Terminal

/// How rows are shown.
enum RowForm: String, CaseIterable, Sendable {
  case table
  case json
  case csv
}

/// Shows rows on standard output as they come; a table waits for its last row.
final class RowPrinter: Sendable {
  /// A row as each of the forms needs it.
  protocol Row {
    /// One text a column; `nil` is nothing.
    var texts: [String?] { get }
    /// Appends the row as one JSON object.
    func append(to output: inout [UInt8])
  }

  private let form: RowForm
  private let console: Console
  private let table: Mutex<TextTable>

  init(_ form: RowForm, _ columns: [String], _ console: Console) {
    self.form = form
    self.console = console
    table = Mutex(TextTable(headings: columns))
    guard form == .csv else { return }
    var csv = CSVWriter()
    csv.write(columns.map { Optional($0) })
    console.write(csv.bytes)
  }

  /// The form that `--format` or `--json` names.
  static func form(
    _ call: Invocation,
    default form: RowForm = .table
  ) throws(CommandError) -> RowForm {
    let named: RowForm? = try call.choice("--format")
    guard call.has("--json") else { return named ?? form }
    guard named == nil || named == .json else {
      throw .usage("--json and --format \(named?.rawValue ?? "") exclude each other")
    }
    return .json
  }

  func show(_ rows: [some Row]) {
    switch form {
    case .table:
      table.withLock { table in
        for row in rows { table.add(row.texts.map { Self.cell($0) }) }
      }
    case .json:
      var bytes: [UInt8] = []
      for row in rows {
        row.append(to: &bytes)
        bytes.append(UInt8(ascii: "\n"))
      }
      console.write(bytes)
    case .csv:
      var csv = CSVWriter()
      for row in rows { csv.write(row.texts) }
      console.write(csv.bytes)
    }
  }

  /// Prints what waited for the end.
  func finish() {
    guard form == .table else { return }
    for line in table.withLock({ $0.lines }) { console.print(line) }
  }

  /// A text on one line, and not longer than a table bears.
  private static func cell(_ text: String?) -> String {
    guard let text else { return "null" }
    let line = String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    return line.count > 40 ? line.prefix(39) + "…" : line
  }
}
