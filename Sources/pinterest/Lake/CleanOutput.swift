import FoundationEssentials
import Lakehouse
import PinterestModels
import Synchronization
import Terminal

/// Where the cleaned rows of one table go: a file, or the screen.
final class CleanOutput: Sendable {
  private enum Target: Sendable {
    case file(OutputFile, any RowWriter)
    case screen(RowPrinter, missing: Int)
  }

  private let target: Mutex<Target>
  private let path: String?
  private let console: Console

  init(
    _ table: Table,
    _ form: RowForm,
    folder: String?,
    limit: Int?,
    _ console: Console
  ) throws {
    self.console = console
    guard let folder else {
      path = nil
      if form == .table { console.print("\(table.rawValue):") }
      let columns = table.cleanColumns.map(\.name)
      target = Mutex(.screen(RowPrinter(form, columns, console), missing: limit ?? .max))
      return
    }
    do {
      try FileManager.default.createDirectory(
        atPath: folder,
        withIntermediateDirectories: true
      )
    } catch {
      throw CommandError(.failed, "\(folder): the folder cannot be made (\(error))")
    }
    let ending = form == .csv ? "csv" : "ndjson"
    let path = "\(folder)/\(table.rawValue).\(ending)"
    let writer: any RowWriter = form == .csv ? CSVRowWriter(table) : JSONLinesWriter()
    self.path = path
    target = Mutex(.file(try OutputFile(path: path), writer))
  }

  func take<Row: CleanRow>(_ rows: [Row]) throws {
    try target.withLock { target in
      switch target {
      case .file(let file, var writer):
        try file.write(try writer.write(rows))
        target = .file(file, writer)
      case .screen(let printer, let missing):
        printer.show(rows.prefix(missing).map { ShownRow(row: $0) })
        target = .screen(printer, missing: max(0, missing - rows.count))
      }
    }
  }

  func finish() throws {
    try target.withLock { target in
      switch target {
      case .file(let file, var writer): try file.write(try writer.finish())
      case .screen(let printer, _): printer.finish()
      }
    }
    if let path { console.note("written to \(path)") }
  }

  private struct ShownRow<Row: CleanRow>: RowPrinter.Row {
    let row: Row

    var texts: [String?] { row.cells.map { $0 == .null ? nil : $0.description } }

    func append(to output: inout [UInt8]) { row.append(to: &output) }
  }
}
