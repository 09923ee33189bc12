/// A member's name, whatever it is.
struct ColumnKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

// The clear way to read and write a row, to which tests hold the fast one over bytes.
extension TableRow {
  /// Reads a row from an object, every spelling of ``Cell`` allowed.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: ColumnKey.self)
    func cell(_ name: String) throws -> Cell {
      try container.decodeIfPresent(Cell.self, forKey: ColumnKey(stringValue: name)) ?? .null
    }
    var cells = try Self.table.columns.map { try cell($0.name) }
    let otherIndex = try cell(Self.otherIndexName)
    do throws(CellError) {
      let index = try otherIndex.asInteger()
      if cells[0] == .null { cells[0] = Cell(index) }
      self = try Self(cells: cells)
    } catch {
      let column = error.column ?? Self.otherIndexName
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath + [ColumnKey(stringValue: column)],
          debugDescription: "\(column): \(error.complaint)",
          underlyingError: error
        )
      )
    }
  }

  /// Writes every column in published order, absence as null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: ColumnKey.self)
    for (column, cell) in zip(Self.table.columns, cells) {
      try container.encode(cell, forKey: ColumnKey(stringValue: column.name))
    }
  }

  /// The name the first column bears in the other tables, and after cleaning.
  private static var otherIndexName: String { table == .pin ? "ind" : "index" }
}
