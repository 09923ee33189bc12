extension FieldType: CustomStringConvertible {
  /// As SQL people write it: `long`, `decimal(9,2)`, `array<double>`, `struct<x:integer>`.
  public var description: String {
    switch self {
    case .boolean: "boolean"
    case .byte: "byte"
    case .short: "short"
    case .integer: "integer"
    case .long: "long"
    case .float: "float"
    case .double: "double"
    case .string: "string"
    case .binary: "binary"
    case .date: "date"
    case .timestamp: "timestamp"
    case .timestampWithoutZone: "timestamp_ntz"
    case .decimal(let precision, let scale): "decimal(\(precision),\(scale))"
    case .list(let element): "array<\(element.type)>"
    case .structure(let fields):
      "struct<\(fields.map { "\($0.name):\($0.type)" }.joined(separator: ","))>"
    case .map(let key, let value): "map<\(key.type),\(value.type)>"
    }
  }
}
