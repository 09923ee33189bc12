import Testing

@testable import TableFormats

struct SchemaTextTests {
  private static let schema = TableSchema([
    Field("id", .long, isNullable: false),
    Field("price", .decimal(precision: 10, scale: 2), metadata: ["comment": "in euro"]),
    Field("coordinates", .list(of: .double, containsNull: false)),
    Field("names", .map(from: .string, to: .timestamp)),
    Field("place", .structure([Field("x", .integer), Field("y", .timestampWithoutZone)])),
  ])
  private static let text =
    #"{"type":"struct","fields":[{"name":"id","type":"long","nullable":false,"metadata":{}},"#
    + #"{"name":"price","type":"decimal(10,2)","nullable":true,"metadata":{"comment":"in euro"}},"#
    + #"{"name":"coordinates","type":{"type":"array","elementType":"double","containsNull":false},"#
    + #""nullable":true,"metadata":{}},"#
    + #"{"name":"names","type":{"type":"map","keyType":"string","valueType":"timestamp","#
    + #""valueContainsNull":true},"nullable":true,"metadata":{}},"#
    + #"{"name":"place","type":{"type":"struct","fields":["#
    + #"{"name":"x","type":"integer","nullable":true,"metadata":{}},"#
    + #"{"name":"y","type":"timestamp_ntz","nullable":true,"metadata":{}}]},"#
    + #""nullable":true,"metadata":{}}]}"#

  @Test func `writes columns as Spark does`() { #expect(SchemaText(Self.schema).text == Self.text) }

  @Test func `reads columns back`() throws {
    let read = try SchemaText(parsing: Self.text)
    #expect(read.schema == Self.schema)
    #expect(read.text == Self.text)
  }

  @Test(arguments: [
    (#"{"type":"struct","fields":[{"name":"v","type":"variant"}]}"#, "column v: unsupported"),
    (#"{"type":"struct","fields":[{"name":"v","type":"decimal(50,2)"}]}"#, "decimal(50,2)"),
    (#"{"type":"struct","fields":[{"name":"v","type":{"type":"array"}}]}"#, "no elementType"),
    (
      #"{"type":"struct","fields":[{"name":"v","type":"long"},{"name":"V","type":"long"}]}"#, "case"
    ),
    (#"{"type":"struct","fields":[{"type":"long"}]}"#, "without name"),
    (#"{"type":"array"}"#, "not of type struct"), ("x", "malformed"),
  ])
  func `names the column it cannot have`(text: String, complaint: String) {
    let error = #expect(throws: TableFormatError.self) { try SchemaText(parsing: text) }
    #expect(error?.description.contains(complaint) == true, "\(error?.description ?? "")")
  }

  @Test func `adds columns and leaves what others noted alone`() throws {
    let old = try SchemaText(
      parsing: #"{"type":"struct","fields":[{"name":"a","type":{"type":"struct","fields":["#
        + #"{"name":"x","type":"long","nullable":true,"metadata":{"n":1}}]},"nullable":true,"#
        + #""metadata":{"delta.generationExpression":"f"}}]}"#
    )
    let merged = try old.merging(
      TableSchema([
        Field("a", .structure([Field("x", .long), Field("y", .string)])),
        Field("b", .double, isNullable: false),
      ])
    )
    #expect(
      merged.text == #"{"type":"struct","fields":[{"name":"a","type":{"type":"struct","fields":["#
        + #"{"name":"x","type":"long","nullable":true,"metadata":{"n":1}},"#
        + #"{"name":"y","type":"string","nullable":true,"metadata":{}}]},"nullable":true,"#
        + #""metadata":{"delta.generationExpression":"f"}},"#
        + #"{"name":"b","type":"double","nullable":true,"metadata":{}}]}"#
    )
    #expect(try merged.merging(old.schema) == merged)
    #expect(merged.notes(startingWith: ["delta."]) == ["delta.generationExpression"])
  }

  @Test func `refuses tables nobody could keep`() {
    let refused: [(TableSchema, [String])] = [
      (TableSchema([]), []),
      (TableSchema([Field("a b", .long)]), []),
      (TableSchema([Field("a", .long), Field("A", .long)]), []),
      (TableSchema([Field("a", .structure([Field("x=", .long)]))]), []),
      (TableSchema([Field("a", .long)]), ["a"]),
      (TableSchema([Field("a", .long), Field("b", .list(of: .long))]), ["b"]),
      (TableSchema([Field("a", .long)]), ["b"]),
    ]
    for (schema, partitions) in refused {
      #expect(throws: TableFormatError.self) {
        try SchemaRules.check(schema, partitionColumns: partitions)
      }
    }
  }

  @Test func `refuses rows that do not fit, and says where`() throws {
    let table = TableSchema([
      Field("id", .long, isNullable: false), Field("c", .list(of: .double)),
      Field("p", .structure([Field("x", .integer), Field("y", .string)])),
    ])
    func complaint(_ fields: [Field], _ row: [Value]) throws -> String? {
      let batch = try ColumnBatch(TableSchema(fields), rows: [row])
      do throws(TableFormatError) {
        try SchemaRules.check(batch, fits: table)
        return nil
      } catch {
        return error.description
      }
    }
    #expect(try complaint([Field("id", .long)], [1]) == nil)
    let structure = FieldType.structure([Field("y", .string)])
    #expect(try complaint([Field("id", .long), Field("p", structure)], [1, nil]) == nil)
    #expect(
      try complaint([Field("id", .long)], [nil])
        == "column id: schema mismatch (null where none may be)"
    )
    #expect(
      try complaint([Field("c", .list(of: .double))], [[]])
        == "column id: schema mismatch (it is missing)"
    )
    #expect(
      try complaint([Field("id", .integer)], [1])
        == "column id: schema mismatch (integer where long belongs)"
    )
    #expect(
      try complaint([Field("id", .long), Field("c", .list(of: .string))], [1, []])
        == "column c.element: schema mismatch (string where double belongs)"
    )
    #expect(
      try complaint([Field("new", .long)], [1])
        == "column new: schema mismatch (the table has id, c, p)"
    )
  }
}
