/// Writes a table's columns as the lines of a file's schema.
enum SchemaWriting {
  /// The lines, the root first.
  static func elements(_ schema: TableSchema) throws(TableFormatError) -> [SchemaElement] {
    var elements = [SchemaElement("schema", childCount: schema.fields.count)]
    for field in schema.fields { try append(field, to: &elements) }
    return elements
  }

  private static func append(
    _ field: Field,
    to elements: inout [SchemaElement]
  ) throws(TableFormatError) {
    let repetition: Repetition = field.isNullable ? .optional : .required
    switch field.type {
    case .structure(let fields):
      guard !fields.isEmpty else {
        throw TableFormatError(
          .unsupported,
          "column \(field.name)",
          detail: "Parquet has no structures without fields"
        )
      }
      elements.append(
        SchemaElement(
          field.name,
          repetition: repetition,
          childCount: fields.count,
          number: number(of: field)
        )
      )
      for field in fields { try append(field, to: &elements) }
    case .list(let element):
      elements.append(group(field, repetition, .list))
      elements.append(SchemaElement("list", repetition: .repeated, childCount: 1))
      try append(renamed(element, "element"), to: &elements)
    case .map(let key, let value):
      elements.append(group(field, repetition, .map))
      elements.append(SchemaElement("key_value", repetition: .repeated, childCount: 2))
      guard !key.isNullable else {
        throw TableFormatError(
          .unsupported,
          "column \(field.name)",
          detail: "the keys of a map are never null"
        )
      }
      try append(renamed(key, "key"), to: &elements)
      try append(renamed(value, "value"), to: &elements)
    default: elements.append(try leaf(field, repetition))
    }
  }

  private static func renamed(_ field: Field, _ name: String) -> Field {
    var field = field
    field.name = name
    return field
  }

  private static func leaf(
    _ field: Field,
    _ repetition: Repetition
  ) throws(TableFormatError) -> SchemaElement {
    if case .decimal(let precision, let scale) = field.type {
      guard (1...38).contains(precision), (0...precision).contains(scale) else {
        throw TableFormatError(.unsupported, "column \(field.name)", detail: "\(field.type)")
      }
    }
    let form = ValueForm(writing: field.type)
    return SchemaElement(
      field.name,
      type: form.physicalType,
      length: form.width ?? 0,
      repetition: repetition,
      annotation: annotation(field.type),
      number: number(of: field)
    )
  }

  private static func group(
    _ field: Field,
    _ repetition: Repetition,
    _ annotation: Annotation
  ) -> SchemaElement {
    SchemaElement(
      field.name,
      repetition: repetition,
      childCount: 1,
      annotation: annotation,
      number: number(of: field)
    )
  }

  private static func number(of field: Field) -> Int? {
    field.metadata[Field.numberInFile].flatMap { Int32($0) }.map(Int.init)
  }

  private static func annotation(_ type: FieldType) -> Annotation? {
    switch type {
    case .string: .string
    case .date: .date
    case .timestamp: .timestamp(.microseconds, isUTC: true)
    case .timestampWithoutZone: .timestamp(.microseconds, isUTC: false)
    case .byte: .integer(bits: 8, isSigned: true)
    case .short: .integer(bits: 16, isSigned: true)
    case .decimal(let precision, let scale): .decimal(precision: precision, scale: scale)
    default: nil
    }
  }
}
