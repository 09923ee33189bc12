/// What the columns of a table may be, and which batch fits a table.
enum SchemaRules {
  /// Refuses columns that no table of ours can have.
  static func check(
    _ schema: TableSchema,
    partitionColumns: [String]
  ) throws(TableFormatError) {
    guard !schema.fields.isEmpty else {
      throw TableFormatError(.schemaMismatch, "a table", detail: "no columns")
    }
    try check(schema.fields)
    for name in partitionColumns {
      guard let field = schema[name] else {
        throw TableFormatError(
          .schemaMismatch,
          "partition column \(name)",
          detail: "no such column"
        )
      }
      guard field.type.children.isEmpty, field.type != .binary else {
        let detail = "\(field.type) cannot be the name of a folder"
        throw TableFormatError(.unsupported, "partition column \(name)", detail: detail)
      }
    }
    guard Set(partitionColumns).count == partitionColumns.count,
      partitionColumns.count < schema.fields.count
    else {
      let detail = "\(partitionColumns.joined(separator: ", ")) leave nothing for the files"
      throw TableFormatError(.schemaMismatch, "partition columns", detail: detail)
    }
  }

  private static func check(_ fields: [Field]) throws(TableFormatError) {
    var names: Set<String> = []
    for field in fields {
      try checkName(field.name)
      guard names.insert(field.name.lowercased()).inserted else {
        throw TableFormatError(.schemaMismatch, "column \(field.name)", detail: "there are two")
      }
      if case .structure(let inner) = field.type { try check(inner) }
    }
  }

  /// Refuses names that are only allowed where columns are mapped to other names.
  static func checkName(_ name: String) throws(TableFormatError) {
    guard !name.isEmpty, !name.contains(where: { " ,;{}()\n\t=".contains($0) }) else {
      let detail = "a name may have none of \" ,;{}()=\", tabs and line ends"
      throw TableFormatError(.schemaMismatch, "column \"\(name)\"", detail: detail)
    }
  }

  /// Refuses a batch the table has no columns for, or that lacks what the table must have.
  static func check(
    _ batch: ColumnBatch,
    fits schema: TableSchema
  ) throws(TableFormatError) {
    for column in batch.columns {
      guard let field = schema[column.field.name] else {
        throw TableFormatError(
          .schemaMismatch,
          "column \(column.field.name)",
          detail: "the table has \(schema.fields.map(\.name).joined(separator: ", "))"
        )
      }
      try check(column, fits: field, at: field.name)
    }
    for field in schema.fields where !field.isNullable && batch[field.name] == nil {
      throw TableFormatError(.schemaMismatch, "column \(field.name)", detail: "it is missing")
    }
  }

  /// Refuses texts without a letter where a partition must have a value: Delta takes them for null.
  static func checkPartitions(
    of batch: ColumnBatch,
    _ partitionColumns: [String],
    in schema: TableSchema
  ) throws(TableFormatError) {
    for name in partitionColumns {
      guard schema[name]?.isNullable == false, let column = batch[name],
        column.layout == .bytes,
        (0..<column.count).contains(where: { column.range(at: $0).isEmpty })
      else { continue }
      throw TableFormatError(
        .schemaMismatch,
        "partition column \(name)",
        detail: "an empty text, which is null to Delta, where none may be"
      )
    }
  }

  private static func check(
    _ column: Column,
    fits field: Field,
    at path: String
  ) throws(TableFormatError) {
    guard field.isNullable || column.nullCount == 0 else {
      throw TableFormatError(.schemaMismatch, "column \(path)", detail: "null where none may be")
    }
    switch (column.field.type, field.type) {
    case (.structure, .structure(let fields)):
      for child in column.children {
        guard let inner = fields.first(where: { $0.name == child.field.name }) else {
          throw mismatch(column, field, path)
        }
        try check(child, fits: inner, at: "\(path).\(inner.name)")
      }
      for inner in fields where !inner.isNullable && column.child(inner.name) == nil {
        throw mismatch(column, field, path)
      }
    case (.list, .list(let element)):
      try check(column.children[0], fits: element, at: "\(path).element")
    case (.map, .map(let key, let value)):
      try check(column.children[0], fits: key, at: "\(path).key")
      try check(column.children[1], fits: value, at: "\(path).value")
    default: if column.field.type != field.type { throw mismatch(column, field, path) }
    }
  }

  private static func mismatch(_ column: Column, _ field: Field, _ path: String) -> TableFormatError
  {
    TableFormatError(
      .schemaMismatch,
      "column \(path)",
      detail: "\(column.field.type) where \(field.type) belongs"
    )
  }
}
