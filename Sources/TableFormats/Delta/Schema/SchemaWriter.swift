import JSONBytes

/// Turns types into the JSON of types.
enum SchemaWriter {
  /// The JSON of some fields.
  static func structure(_ fields: [Field]) -> JSONValue {
    ["type": "struct", "fields": .array(fields.map(field))]
  }

  /// The JSON of a field.
  static func field(_ field: Field) -> JSONValue {
    let notes = field.metadata.sorted { $0.key < $1.key }
    return [
      "name": .string(field.name),
      "type": type(field.type),
      "nullable": .bool(field.isNullable),
      "metadata": .object(JSONObject(notes.map { JSONObject.Member($0.key, .string($0.value)) })),
    ]
  }

  private static func type(_ type: FieldType) -> JSONValue {
    switch type {
    case .structure(let fields): structure(fields)
    case .list(let element):
      [
        "type": "array",
        "elementType": self.type(element.type),
        "containsNull": .bool(element.isNullable),
      ]
    case .map(let key, let value):
      [
        "type": "map",
        "keyType": self.type(key.type),
        "valueType": self.type(value.type),
        "valueContainsNull": .bool(value.isNullable),
      ]
    default: .string(type.description)
    }
  }
}
