extension Column {
  /// The same values as a column of the table: inner fields the file lacks are null, and what is
  /// stored narrower is widened.
  func conformed(
    to field: Field,
    mapping: ColumnMapping = .none
  ) throws(TableFormatError) -> Column {
    if field == self.field { return self }
    var column = Column(field)
    guard isReadable(as: field.type) else {
      throw TableFormatError(
        .schemaMismatch,
        "column \(field.name)",
        detail: "a file has \(self.field.type) where the table has \(field.type)"
      )
    }
    guard field.isNullable || nullCount == 0 else {
      throw TableFormatError(.malformed, "column \(field.name)", detail: "null where none may be")
    }
    (column.count, column.nullCount, column.validity) = (count, nullCount, validity)
    (column.integers, column.doubles, column.decimals) = (integers, doubles, decimals)
    (column.bytes, column.offsets) = (bytes, offsets)
    for (place, wanted) in field.type.children.enumerated() {
      let inner = layout == .structure ? child(wanted, mapping) : children[place]
      if let inner {
        column.children[place] = try inner.conformed(to: wanted, mapping: mapping)
      } else {
        column.children[place] = try Column.nulls(wanted, count: count)
      }
    }
    return column
  }

  private func child(_ wanted: Field, _ mapping: ColumnMapping) -> Column? {
    mapping.column(for: wanted, among: children.map(\.field)).flatMap { child($0.name) }
  }

  /// A column without values, for files from before it came.
  static func nulls(_ field: Field, count: Int) throws(TableFormatError) -> Column {
    guard field.isNullable else {
      throw TableFormatError(.malformed, "column \(field.name)", detail: "a file has none of it")
    }
    return try constant(.null, field, count: count)
  }

  /// A column with the same value in all rows.
  static func constant(
    _ value: Value,
    _ field: Field,
    count: Int
  ) throws(TableFormatError) -> Column {
    var column = Column(field)
    column.reserveCapacity(count)
    for _ in 0..<count { try column.append(value) }
    return column
  }

  /// Whether values of this column mean the same in one of that type.
  private func isReadable(as type: FieldType) -> Bool {
    switch (field.type, type) {
    case (.byte, .short), (.byte, .integer), (.short, .integer), (.byte, .long), (.short, .long),
      (.integer, .long), (.float, .double), (.binary, .string), (.string, .binary):
      true
    case (.timestamp, .timestampWithoutZone), (.timestampWithoutZone, .timestamp): true
    case (.decimal(let precision, let scale), .decimal(let widest, let wanted)):
      scale == wanted && precision <= widest
    case (.list, .list), (.structure, .structure), (.map, .map): true
    default: field.type == type
    }
  }
}
