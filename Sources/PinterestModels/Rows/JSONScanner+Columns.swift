import JSONBytes

// Columns straight from bytes: the usual spelling is taken as it stands, any other by way of `Cell`.
extension JSONScanner {
  mutating func text(_ column: String) throws(JSONError) -> String? {
    if let text = try readString() { return text }
    return try cell(column).asText
  }

  mutating func integer(_ column: String) throws(JSONError) -> Int? {
    if let integer = readInteger() { return integer }
    let start = position
    return try suitable(column, at: start, cell(column)) { cell throws(CellError) in
      try cell.asInteger()
    }
  }

  mutating func number(_ column: String) throws(JSONError) -> Double? {
    if let number = readDouble() { return number }
    let start = position
    return try suitable(column, at: start, cell(column)) { cell throws(CellError) in
      try cell.asNumber()
    }
  }

  mutating func timestamp(_ column: String) throws(JSONError) -> WireTimestamp? {
    let start = position
    if let text = try readStringSlice() {
      if !text.isEscaped, let timestamp = WireTimestamp(parsing: text.bytes) { return timestamp }
      return try suitable(column, at: start, .text(text.string)) { cell throws(CellError) in
        try cell.asTimestamp()
      }
    }
    return try suitable(column, at: start, cell(column)) { cell throws(CellError) in
      try cell.asTimestamp()
    }
  }

  private mutating func cell(_ column: String) throws(JSONError) -> Cell {
    switch try peek() {
    case .null:
      _ = try readNull()
      return .null
    case .string: return .text(try string())
    case .number:
      let number = try number()
      if let integer = number.int { return .integer(integer) }
      if let double = number.double { return .number(double) }
      throw JSONError(.unsuitableValue, at: position, "\(column): \(number.string) is too large")
    case let kind: throw JSONError(.unsuitableValue, at: position, "\(column): \(kind) in a column")
    }
  }

  private func suitable<Value>(
    _ column: String,
    at start: Int,
    _ cell: Cell,
    _ convert: (Cell) throws(CellError) -> Value
  ) throws(JSONError) -> Value {
    do {
      return try convert(cell)
    } catch {
      throw JSONError(.unsuitableValue, at: start, "\(column): \(error)")
    }
  }
}
