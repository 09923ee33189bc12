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
    var cells = try Self.table.columns.map { try container.cell($0) }
    let otherIndex = try container.cell(Column(Self.otherIndexName, .integer))
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
      try container.encode(cell, of: column)
    }
  }

  /// The name the first column bears in the other tables, and after cleaning.
  private static var otherIndexName: String { table == .pin ? "ind" : "index" }
}

// What a column usually holds is asked for first: a wrong guess costs Foundation an error.
extension KeyedDecodingContainer<ColumnKey> {
  fileprivate func cell(_ column: Column) throws -> Cell {
    let key = ColumnKey(stringValue: column.name)
    do {
      return switch column.kind {
      case .integer: Cell(try decodeIfPresent(Int.self, forKey: key))
      case .number: Cell(try decodeIfPresent(Double.self, forKey: key))
      case .text, .timestamp: Cell(try decodeIfPresent(String.self, forKey: key))
      }
    } catch {
      return try decodeIfPresent(Cell.self, forKey: key) ?? .null
    }
  }
}

extension KeyedEncodingContainer<ColumnKey> {
  fileprivate mutating func encode(_ cell: Cell, of column: Column) throws {
    let key = ColumnKey(stringValue: column.name)
    switch cell {
    case .null: try encodeNil(forKey: key)
    case .integer(let value): try encode(value, forKey: key)
    case .number(let value): try encode(value, forKey: key)
    case .text(let value): try encode(value, forKey: key)
    case .timestamp(let value): try encode(value.description, forKey: key)
    }
  }
}
