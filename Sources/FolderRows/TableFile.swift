import OwnThread
import PinterestModels

/// One table's file, read on a thread of its own.
actor TableFile {
  private let thread = ThreadExecutor(name: "folder-rows")
  private let table: Table
  private let folder: String
  private var opened: (file: OpenFile, index: RowIndex)?

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  init(_ table: Table, in folder: String) {
    self.table = table
    self.folder = folder
  }

  func count() throws(RowSourceError) -> Int { try open().index.count }

  func row<Row: TableRow>(at position: Int) throws(RowSourceError) -> Row {
    let (file, index) = try open()
    guard (0..<index.count).contains(position) else {
      throw RowSourceError(
        .noSuchRow,
        source: file.path,
        place: RowSourceError.Place(table, at: position),
        detail: "there are \(index.count)"
      )
    }
    return try rows(from: position, atMost: 1)[0]
  }

  /// So many rows from a position on, fewer at the end.
  func rows<Row: TableRow>(
    from position: Int,
    atMost limit: Int
  ) throws(RowSourceError) -> [Row] {
    let (file, index) = try open()
    guard position < index.count else { return [] }
    let positions = position..<min(index.count, position + limit)
    let bytes = try file.read(index.bytes(of: positions), of: table)
    let decoder = PageDecoder<Row>(path: file.path, positions: positions)
    return switch index.layout {
    case .lines: try decoder.rows(fromLines: bytes)
    case .records(let fields): try decoder.rows(fromRecords: bytes, fields: fields)
    }
  }

  private func open() throws(RowSourceError) -> (file: OpenFile, index: RowIndex) {
    if let opened { return opened }
    let (path, format) = try TableFileFinder.find(table, in: folder)
    let file = try OpenFile(path, table)
    let index = try RowIndex(of: file, format, table)
    opened = (file, index)
    return (file, index)
  }
}
