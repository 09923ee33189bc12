import CSVBytes
import OwnThread
import PinterestModels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writes one table's file on a thread of its own.
actor TableWriter {
  private let thread = ThreadExecutor(name: "folder-rows")
  private let table: Table
  private let path: String
  private let format: RowFormat

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  init(_ table: Table, _ folder: String, _ format: RowFormat) {
    self.table = table
    self.format = format
    path = "\(folder)/\(table.rawValue).\(format.rawValue)"
  }

  /// Copies all rows of a source; what is written when one fails is taken away again.
  func copy<Row: TableRow>(
    _ type: Row.Type,
    of source: any RowSource
  ) async throws(RowSourceError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw systemError() }
    do throws(RowSourceError) {
      defer { close(descriptor) }
      if format == .csv { try append(Self.csv([table.columns.map(\.name)]), to: descriptor) }
      var pages = Row.rows(of: source, from: 0).makeAsyncIterator()
      while let page = try await pages.nextPage() {
        try append(bytes(of: page), to: descriptor)
      }
    } catch {
      unlink(path)
      throw error
    }
  }

  private func bytes<Row: TableRow>(of page: [Row]) -> [UInt8] {
    guard format == .ndjson else { return Self.csv(page.map { $0.cells.map(\.asText) }) }
    var lines: [UInt8] = []
    for row in page {
      row.append(to: &lines)
      lines.append(0x0a)
    }
    return lines
  }

  private static func csv(_ records: [[String?]]) -> [UInt8] {
    var writer = CSVWriter()
    for record in records { writer.write(record) }
    return writer.bytes
  }

  private func append(_ bytes: [UInt8], to descriptor: Int32) throws(RowSourceError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard written >= 0 || errno == EINTR else { throw systemError() }
      rest = rest.dropFirst(max(0, written))
    }
  }

  private func systemError() -> RowSourceError {
    RowSourceError(
      errno == EACCES ? .accessDenied : .unreachable,
      source: path,
      place: RowSourceError.Place(table),
      detail: String(cString: strerror(errno))
    )
  }
}
