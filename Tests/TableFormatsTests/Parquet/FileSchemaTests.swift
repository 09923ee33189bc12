import Testing

@testable import TableFormats

/// The shapes that lists and maps were written in before there was one, after the rules of the
/// format's `LogicalTypes.md`.
struct FileSchemaTests {
  private static func group(
    _ name: String,
    _ repetition: Repetition,
    _ children: Int,
    _ annotation: Annotation? = nil
  ) -> SchemaElement {
    SchemaElement(name, repetition: repetition, childCount: children, annotation: annotation)
  }

  private static func leaf(_ name: String, _ repetition: Repetition) -> SchemaElement {
    SchemaElement(name, type: .int32, repetition: repetition)
  }

  private static let strict = Field("element", .integer, isNullable: false)
  private static let pair = FieldType.structure([
    Field("a", .integer, isNullable: false), Field("b", .integer, isNullable: false),
  ])

  static let lists: [([SchemaElement], FieldType)] = [
    // The shape of today, whatever is called what.
    ([group("bag", .repeated, 1), leaf("array_element", .optional)], .list(of: .integer)),
    ([group("list", .repeated, 1), leaf("element", .required)], .list(element: strict)),
    // The repeated field is the element.
    ([leaf("element", .repeated)], .list(element: strict)),
    (
      [group("element", .repeated, 2), leaf("a", .required), leaf("b", .required)],
      .list(element: Field("element", pair, isNullable: false))
    ),
    (
      [group("array", .repeated, 1), leaf("a", .optional)],
      .list(element: Field("element", .structure([Field("a", .integer)]), isNullable: false))
    ),
    (
      [group("c_tuple", .repeated, 1), leaf("a", .optional)],
      .list(element: Field("element", .structure([Field("a", .integer)]), isNullable: false))
    ),
  ]

  @Test(arguments: lists.indices)
  func `knows an element from what stands around it`(index: Int) throws {
    let (inside, type) = Self.lists[index]
    let elements = [Self.group("schema", .required, 1), Self.group("c", .optional, 1, .list)]
    let schema = try FileSchema(elements + inside, subject: "test")
    #expect(schema.table == TableSchema([Field("c", type)]))
    #expect(schema.columns[0].definition == 1)
    #expect(schema.columns[0].leafNodes.allSatisfy { $0.repetition == 1 && $0.slotDefinition == 2 })
  }

  @Test func `takes a repeated field that nobody calls a list as one`() throws {
    let schema = try FileSchema(
      [Self.group("schema", .required, 1), Self.leaf("c", .repeated)],
      subject: "test"
    )
    let type = FieldType.list(element: Self.strict)
    #expect(schema.table == TableSchema([Field("c", type, isNullable: false)]))
  }

  @Test func `takes a map by either of its names`() throws {
    for annotation in [Annotation.map, .converted(2, precision: 0, scale: 0)] {
      let schema = try FileSchema(
        [
          Self.group("schema", .required, 1), Self.group("m", .optional, 1, annotation),
          Self.group("map", .repeated, 2), Self.leaf("k", .required), Self.leaf("v", .optional),
        ],
        subject: "test"
      )
      #expect(schema.table == TableSchema([Field("m", .map(from: .integer, to: .integer))]))
    }
  }

  @Test func `counts the levels as the Dremel paper does`() throws {
    // Document { Links? { Backward* , Forward* } , Name* { Language* { Code, Country? } , Url? } }
    let schema = try FileSchema(
      [
        Self.group("Document", .required, 3), Self.leaf("DocId", .required),
        Self.group("Links", .optional, 2), Self.leaf("Backward", .repeated),
        Self.leaf("Forward", .repeated), Self.group("Name", .repeated, 2),
        Self.group("Language", .repeated, 2), Self.leaf("Code", .required),
        Self.leaf("Country", .optional), Self.leaf("Url", .optional),
      ],
      subject: "test"
    )
    let nodes = schema.columns.flatMap(\.leafNodes)
    #expect(nodes.map(\.definition) == [0, 2, 2, 2, 3, 2])
    #expect(nodes.map(\.repetition) == [0, 1, 1, 2, 2, 1])
  }

  @Test(arguments: [
    [leaf("schema", .required)], [group("schema", .required, 2), leaf("a", .required)],
    [group("schema", .required, 1), leaf("a", .required), leaf("b", .required)],
    [group("schema", .required, 1), group("a", .required, 0)],
    [group("schema", .required, 1), SchemaElement("a", type: .fixedLengthByteArray)],
    [group("schema", .required, 1), SchemaElement("a")],
    [group("schema", .required, 1)] + (0..<1_000).map { group("a\($0)", .optional, 1) },
    [group("schema", .required, 1), group("m", .optional, 1, .map), leaf("k", .repeated)],
  ])
  func `refuses a tree that does not grow`(elements: [SchemaElement]) {
    #expect(throws: TableFormatError.self) { try FileSchema(elements, subject: "test") }
  }
}
