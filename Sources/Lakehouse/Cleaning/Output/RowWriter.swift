import CSVBytes
public import PinterestModels

/// Writes cleaned rows of one table into bytes of a format, batch by batch.
public protocol RowWriter: Sendable {
  /// Takes further rows and gives the bytes that are ready.
  mutating func write(_ rows: [some CleanRow]) throws(LakehouseError) -> [UInt8]

  /// Ends the file and gives its last bytes.
  mutating func finish() throws(LakehouseError) -> [UInt8]
}

/// Writes one JSON object a line.
public struct JSONLinesWriter: RowWriter {
  /// Starts; nothing stands before the first row.
  public init() {}

  /// Takes further rows and gives their lines.
  public mutating func write(_ rows: [some CleanRow]) -> [UInt8] {
    var bytes: [UInt8] = []
    for row in rows {
      row.append(to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  /// Nothing stands behind the last row.
  public mutating func finish() -> [UInt8] { [] }
}

/// Writes CSV with a header; absence is an empty field, and an empty text is in quotes.
public struct CSVRowWriter: RowWriter {
  private var csv = CSVWriter()

  /// Starts with the header of a table.
  public init(_ table: Table) { csv.write(table.cleanColumns.map { Optional($0.name) }) }

  /// Takes further rows and gives their records.
  public mutating func write(_ rows: [some CleanRow]) -> [UInt8] {
    for row in rows {
      csv.write(row.cells.map { $0 == .null ? nil : $0.description })
    }
    return csv.take()
  }

  /// Gives the header where no row came.
  public mutating func finish() -> [UInt8] { csv.take() }
}
