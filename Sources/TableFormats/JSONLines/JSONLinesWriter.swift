import JSONBytes

/// Writes rows as JSON objects, one a line.
///
/// Dates and moments are texts in ISO 8601, bytes are base64, decimals are numbers with all their
/// digits; a map whose keys are texts is an object. NaN and the infinities, which JSON lacks, are
/// null.
public struct JSONLinesWriter: Sendable {
  private var json = JSONWriter()

  /// Starts empty.
  public init() {}

  /// What has been written so far.
  public var bytes: [UInt8] { json.bytes }

  /// Writes every row of a batch.
  public mutating func write(_ batch: ColumnBatch) {
    for row in 0..<batch.rowCount {
      json.object { object in
        for column in batch.columns {
          object.key(column.field.name)
          object.write(column, row)
        }
      }
      json.endLine()
    }
  }

  /// Gives away what has been written and starts afresh.
  public mutating func take() -> [UInt8] {
    defer { json = JSONWriter() }
    return json.bytes
  }
}

extension JSONWriter {
  /// Writes the value of a row.
  mutating func write(_ column: Column, _ row: Int) {
    if column.isNull(at: row) { return writeNull() }
    switch column.field.type {
    case .boolean: write(column.integers[row] != 0)
    case .byte, .short, .integer, .long: write(Int(column.integers[row]))
    case .float: write(raw: Self.shortest(Float(column.doubles[row])).utf8)
    case .double: write(column.doubles[row])
    case .decimal: write(raw: (column.plainText(at: row) ?? "null").utf8)
    case .string, .binary, .date, .timestamp, .timestampWithoutZone:
      write(column.plainText(at: row) ?? "")
    case .list:
      array { json in
        for element in column.range(at: row) { json.write(column.children[0], element) }
      }
    case .structure:
      object { json in
        for child in column.children {
          json.key(child.field.name)
          json.write(child, row)
        }
      }
    case .map: writeMap(column, row)
    }
  }

  private mutating func writeMap(_ column: Column, _ row: Int) {
    let (keys, values) = (column.children[0], column.children[1])
    guard keys.field.type != .string else {
      return object { json in
        for entry in column.range(at: row) {
          json.key(keys.string(at: entry) ?? "")
          json.write(values, entry)
        }
      }
    }
    array { json in
      for entry in column.range(at: row) {
        json.object { object in
          object.key("key")
          object.write(keys, entry)
          object.key("value")
          object.write(values, entry)
        }
      }
    }
  }

  /// A number of 32 bits in no more digits than it needs.
  private static func shortest(_ number: Float) -> String {
    number.isFinite ? number.description : "null"
  }
}
