extension Column {
  /// What a row holds.
  public func value(at row: Int) -> Value {
    if isNull(at: row) { return .null }
    switch layout {
    case .integers:
      return field.type == .boolean ? .boolean(integers[row] != 0) : .integer(integers[row])
    case .doubles: return .double(doubles[row])
    case .decimals: return .decimal(decimals[row])
    case .bytes:
      let content = bytes[range(at: row)]
      return field.type == .string
        ? .string(String(decoding: content, as: UTF8.self)) : .bytes(Array(content))
    case .list: return .list(range(at: row).map { children[0].value(at: $0) })
    case .structure: return .structure(children.map { $0.value(at: row) })
    case .map:
      return .map(
        range(at: row).map {
          Value.Entry(children[0].value(at: $0), children[1].value(at: $0))
        }
      )
    }
  }

  /// What all rows hold.
  public var values: [Value] { (0..<count).map { value(at: $0) } }

  /// Adds a row; a value of another type, or a null where there must be none, is refused.
  ///
  /// After a refusal inside a nested value the column is of no more use.
  public mutating func append(_ value: Value) throws(TableFormatError) {
    switch (value, layout) {
    case (.null, _):
      guard field.isNullable else { throw mismatch(value) }
      appendNull()
    case (.boolean(let truth), .integers):
      guard field.type == .boolean else { throw mismatch(value) }
      append(truth)
    case (.integer(let number), .integers):
      guard field.type != .boolean, range.contains(number) else { throw mismatch(value) }
      append(number)
    case (.integer(let number), .doubles): append(Double(number))
    case (.double(let number), .doubles): append(number)
    case (.decimal(let unscaled), .decimals):
      guard unscaled.magnitude < decimalLimit else { throw mismatch(value) }
      append(decimal: unscaled)
    case (.string(let text), .bytes): append(text)
    case (.bytes(let content), .bytes): append(content)
    case (.list(let elements), .list):
      for element in elements { try children[0].append(element) }
      closeEntries()
    case (.structure(let fields), .structure):
      guard fields.count == children.count else { throw mismatch(value) }
      for i in fields.indices { try children[i].append(fields[i]) }
      closeEntries()
    case (.map(let entries), .map):
      for entry in entries {
        try children[0].append(entry.key)
        try children[1].append(entry.value)
      }
      closeEntries()
    default: throw mismatch(value)
    }
  }

  private func mismatch(_ value: Value) -> TableFormatError {
    TableFormatError(
      .schemaMismatch,
      "column \(field.name)",
      detail: "\(value.kind) where \(field.type)\(field.isNullable ? " or null" : "") belongs"
    )
  }
}
