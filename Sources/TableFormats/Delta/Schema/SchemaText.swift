import JSONBytes

/// A table's columns as the log keeps them: JSON in the shape of Spark's.
///
/// The JSON stays beside the columns, so that what others noted in it survives a change of ours.
struct SchemaText: Hashable, Sendable {
  /// The columns.
  let schema: TableSchema
  private let json: JSONValue

  /// Reads the text of the log.
  init(parsing text: String) throws(TableFormatError) {
    do throws(JSONError) {
      json = try JSONValue(parsing: text)
    } catch {
      throw TableFormatError(.malformed, "the schema", detail: "\(error)", underlying: error)
    }
    guard json["type"]?.string == "struct" else {
      throw TableFormatError(.malformed, "the schema", detail: "not of type struct")
    }
    schema = TableSchema(try SchemaReader.fields(of: json, inside: ""))
  }

  /// Describes columns.
  init(_ schema: TableSchema) {
    self.schema = schema
    json = SchemaWriter.structure(schema.fields)
  }

  private init(_ json: JSONValue) throws(TableFormatError) {
    self.json = json
    schema = TableSchema(try SchemaReader.fields(of: json, inside: ""))
  }

  /// The text for the log.
  var text: String { json.description }

  /// Adds the columns and inner fields of a batch that are not there yet; all of them may be null,
  /// for the rows before have none.
  func merging(_ other: TableSchema) throws(TableFormatError) -> SchemaText {
    try SchemaText(SchemaMerge.structure(json, with: other.fields))
  }

  /// Settings of columns, at any depth, whose names begin like one of these.
  func notes(startingWith prefixes: [String]) -> [String] {
    Self.notes(in: json).filter { note in prefixes.contains { note.hasPrefix($0) } }
  }

  private static func notes(in json: JSONValue) -> [String] {
    if let elements = json.array { return elements.flatMap(notes) }
    guard let members = json.object?.members else { return [] }
    return members.flatMap { member in
      member.key == "metadata"
        ? member.value.object?.members.map(\.key) ?? [] : notes(in: member.value)
    }
  }
}
