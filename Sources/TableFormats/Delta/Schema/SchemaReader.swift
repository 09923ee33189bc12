import JSONBytes

/// Turns the JSON of types into types.
enum SchemaReader {
  /// The fields of an object of type struct.
  static func fields(
    of json: JSONValue,
    inside path: String
  ) throws(TableFormatError) -> [Field] {
    guard let elements = json["fields"]?.array else {
      throw malformed(path.isEmpty ? "the schema" : path, "no fields")
    }
    var fields: [Field] = []
    for element in elements { fields.append(try field(element, inside: path)) }
    var names: Set<String> = []
    for field in fields where !names.insert(field.name.lowercased()).inserted {
      throw malformed(path + field.name, "two fields whose names differ in case at most")
    }
    return fields
  }

  private static func field(
    _ json: JSONValue,
    inside path: String
  ) throws(TableFormatError) -> Field {
    guard let name = json["name"]?.string, let type = json["type"] else {
      throw malformed(path.isEmpty ? "the schema" : path, "a field without name or type")
    }
    let notes = json["metadata"]?.object?.members ?? []
    return Field(
      name,
      try self.type(type, at: path + name),
      isNullable: json["nullable"]?.bool ?? true,
      metadata: Dictionary(
        notes.map { ($0.key, $0.value.string ?? $0.value.description) },
        uniquingKeysWith: { $1 }
      )
    )
  }

  private static func type(
    _ json: JSONValue,
    at path: String
  ) throws(TableFormatError) -> FieldType {
    if let name = json.string { return try primitive(name, at: path) }
    switch json["type"]?.string {
    case "struct": return .structure(try fields(of: json, inside: path + "."))
    case "array":
      let element = try inner(json, "elementType", at: path + ".element")
      return .list(of: element, containsNull: json["containsNull"]?.bool ?? true)
    case "map":
      return .map(
        from: try inner(json, "keyType", at: path + ".key"),
        to: try inner(json, "valueType", at: path + ".value"),
        valueContainsNull: json["valueContainsNull"]?.bool ?? true
      )
    case let other: throw malformed(path, "type \(other ?? json.description)")
    }
  }

  private static func inner(
    _ json: JSONValue,
    _ member: String,
    at path: String
  ) throws(TableFormatError) -> FieldType {
    guard let type = json[member] else { throw malformed(path, "no \(member)") }
    return try self.type(type, at: path)
  }

  private static func primitive(
    _ name: String,
    at path: String
  ) throws(TableFormatError) -> FieldType {
    if let type = TypeNames.type(of: name) { return type }
    guard let match = name.wholeMatch(of: /decimal\((\d+),\s*(-?\d+)\)/),
      let precision = Int(match.1), let scale = Int(match.2),
      (1...38).contains(precision), (0...precision).contains(scale)
    else {
      throw TableFormatError(.unsupported, "column \(path)", detail: "type \(name)")
    }
    return .decimal(precision: precision, scale: scale)
  }

  private static func malformed(_ subject: String, _ detail: String) -> TableFormatError {
    TableFormatError(.malformed, subject, detail: detail)
  }
}
