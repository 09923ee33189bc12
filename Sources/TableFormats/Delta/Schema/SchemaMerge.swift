import JSONBytes

/// Adds fields to the JSON of a schema and leaves everything else of it alone.
enum SchemaMerge {
  /// The structure with those fields that it lacks, behind its own.
  static func structure(
    _ json: JSONValue,
    with fields: [Field]
  ) throws(TableFormatError) -> JSONValue {
    guard var object = json.object, var elements = json["fields"]?.array else { return json }
    for field in fields {
      let place = elements.firstIndex {
        $0["name"]?.string?.lowercased() == field.name.lowercased()
      }
      if let place {
        elements[place] = try member("type", of: elements[place], with: field.type)
      } else {
        elements.append(SchemaWriter.field(try newField(field)))
      }
    }
    set("fields", of: &object, to: .array(elements))
    return .object(object)
  }

  /// The object with one of its types merged.
  private static func member(
    _ name: String,
    of json: JSONValue,
    with type: FieldType
  ) throws(TableFormatError) -> JSONValue {
    guard var object = json.object, let old = object[name] else { return json }
    let new: JSONValue
    switch type {
    case .structure(let fields): new = try structure(old, with: fields)
    case .list(let element): new = try member("elementType", of: old, with: element.type)
    case .map(let key, let value):
      new = try member(
        "valueType",
        of: member("keyType", of: old, with: key.type),
        with: value.type
      )
    default: return json
    }
    set(name, of: &object, to: new)
    return .object(object)
  }

  private static func newField(_ field: Field) throws(TableFormatError) -> Field {
    try SchemaRules.checkName(field.name)
    var field = field
    field.isNullable = true
    return field
  }

  private static func set(_ name: String, of object: inout JSONObject, to value: JSONValue) {
    for place in object.members.indices where object.members[place].key == name {
      object.members[place].value = value
    }
  }
}
