import PinterestModels
public import TableFormats

extension CleanRow {
  /// The columns of the table these rows make, with Delta's types.
  public static var schema: TableSchema {
    TableSchema(columns.map { Field($0.name, $0.kind.fieldType) })
  }
}

extension CleanColumn.Kind {
  fileprivate var fieldType: FieldType {
    switch self {
    case .long: .long
    case .int: .integer
    case .text: .string
    case .doubles: .list(of: .double)
    case .timestamp: .timestamp
    }
  }
}

extension ColumnBatch {
  /// Lays rows out column by column.
  public init<Row: CleanRow>(_ rows: [Row]) throws(TableFormatError) {
    var filler = ColumnFiller(Row.schema, rows: rows.count)
    for row in rows {
      filler.column = 0
      row.forEachCell(&filler)
    }
    try self.init(columns: filler.columns)
  }
}

/// Puts the values of rows into columns, one column after the other.
private struct ColumnFiller: CleanCellReceiver {
  var columns: [TableFormats.Column]
  var column = 0

  init(_ schema: TableSchema, rows: Int) {
    columns = schema.fields.map { field in
      var column = TableFormats.Column(field)
      column.reserveCapacity(rows)
      return column
    }
  }

  mutating func take(_ integer: Int?) {
    columns[column].append(integer.map(Int64.init))
    column += 1
  }

  mutating func take(_ text: String?) {
    columns[column].append(text)
    column += 1
  }

  mutating func take(_ coordinates: Coordinates?) {
    if let coordinates {
      columns[column].appendList { elements in
        elements.append(coordinates.latitude)
        elements.append(coordinates.longitude)
      }
    } else {
      columns[column].appendNull()
    }
    column += 1
  }

  mutating func take(_ timestamp: WireTimestamp?) {
    columns[column].append(
      timestamp.map { Int64($0.secondsSince1970 * 1_000_000 + $0.microsecond) }
    )
    column += 1
  }
}
