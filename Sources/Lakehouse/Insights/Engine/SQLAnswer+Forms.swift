import CSVBytes
public import JSONBytes

extension SQLAnswer {
  /// Appends the rows as an array of objects, members in the order of the columns.
  public func write(to json: inout JSONWriter) {
    json.array { json in
      for row in rows { write(row, to: &json) }
    }
  }

  /// The rows as JSON, one object a line.
  public var jsonLines: [UInt8] {
    var json = JSONWriter()
    for row in rows {
      write(row, to: &json)
      json.endLine()
    }
    return json.bytes
  }

  /// The rows as CSV; `heading` puts the names of the columns before them.
  public func csv(heading: Bool = true) -> [UInt8] {
    var csv = CSVWriter()
    if heading { csv.write(columns) }
    for row in rows { csv.write(row.map { $0 == .null ? nil : $0.shown }) }
    return csv.bytes
  }

  private func write(_ row: [SQLValue], to json: inout JSONWriter) {
    json.object { json in
      for (name, value) in zip(columns, row) {
        switch value {
        case .null: json.member(name, String?.none)
        case .integer(let number): json.member(name, number)
        case .real(let number): json.member(name, number)
        case .text(let text): json.member(name, text)
        }
      }
    }
  }
}
