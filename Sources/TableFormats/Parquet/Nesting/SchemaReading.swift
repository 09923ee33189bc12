/// Goes through the lines of a file's schema and makes columns of them.
struct SchemaReading {
  private let elements: [SchemaElement]
  private let subject: String
  private var next = 1
  private var leafCount = 0
  private static let maximumDepth = 48

  init(elements: [SchemaElement], subject: String) {
    self.elements = elements
    self.subject = subject
  }

  /// Where in the nesting a line stands.
  private struct Place {
    var path: [String] = []
    var definition: UInt8 = 0
    var slotDefinition: UInt8 = 0
    var repetition: UInt8 = 0
    var depth = 0

    func below(_ name: String) -> Place {
      var place = self
      place.path.append(name)
      place.depth += 1
      return place
    }
  }

  /// The columns below the root.
  mutating func columns() throws(TableFormatError) -> [ColumnNode] {
    guard let count = elements[0].childCount else { throw malformed("a root without columns") }
    let columns = try children(count, Place())
    guard next == elements.count else { throw malformed("\(elements.count - next) lines too many") }
    return columns
  }

  private mutating func children(
    _ count: Int,
    _ place: Place
  ) throws(TableFormatError) -> [ColumnNode] {
    guard count <= elements.count - next else { throw malformed("\(count) fields announced") }
    var nodes: [ColumnNode] = []
    for _ in 0..<count { nodes.append(try node(place)) }
    return nodes
  }

  /// Reads the next line, and what is inside of it.
  private mutating func node(_ outer: Place) throws(TableFormatError) -> ColumnNode {
    guard next < elements.count else { throw malformed("fields missing") }
    let element = elements[next]
    next += 1
    var place = outer.below(element.name)
    guard place.depth <= Self.maximumDepth else { throw malformed("fields too deep") }
    switch element.repetition {
    case .required: return try single(element, place, isNullable: false)
    case .optional:
      place.definition += 1
      return try single(element, place, isNullable: true)
    case .repeated:
      // A repeated field that nobody calls a list is one, of elements that are always there.
      let listDefinition = place.definition
      let inner = inside(place)
      let item = try single(element, inner, isNullable: false)
      return entries(
        element.field(.list(element: item.field.named("element")), isNullable: false),
        place,
        definition: listDefinition,
        [item]
      )
    }
  }

  /// Reads what a line says without its repetition.
  private mutating func single(
    _ element: SchemaElement,
    _ place: Place,
    isNullable: Bool
  ) throws(TableFormatError) -> ColumnNode {
    guard let count = element.childCount else { return try leaf(element, place, isNullable) }
    guard count > 0 else { throw malformed("column \(element.name) without fields") }
    guard count <= elements.count - next else { throw malformed("\(count) fields announced") }
    if count == 1, elements[next].repetition == .repeated {
      switch element.annotation {
      case .list: return try list(element, place, isNullable)
      case .map: return try map(element, place, isNullable)
      default: break
      }
    }
    let fields = try children(count, place)
    return ColumnNode(
      field: element.field(.structure(fields.map(\.field)), isNullable: isNullable),
      definition: place.definition,
      slotDefinition: place.slotDefinition,
      repetition: place.repetition,
      isNested: place.depth > 1,
      shape: .structure(fields)
    )
  }

  /// Reads the one repeated line inside a list, which is the element itself or stands around it.
  private mutating func list(
    _ list: SchemaElement,
    _ place: Place,
    _ isNullable: Bool
  ) throws(TableFormatError) -> ColumnNode {
    let element = elements[next]
    next += 1
    let inner = inside(place.below(element.name))
    let item: ColumnNode
    if isElement(element, ofList: list.name) {
      item = try single(element, inner, isNullable: false)
    } else {
      item = try node(inner)
    }
    return entries(
      list.field(.list(element: item.field.named("element")), isNullable: isNullable),
      place,
      definition: place.definition,
      [item]
    )
  }

  /// Whether a repeated line is the element, as older writers have it, and not a group around it.
  private func isElement(_ element: SchemaElement, ofList name: String) -> Bool {
    guard element.childCount == 1, next < elements.count else { return true }
    if elements[next].repetition == .repeated { return true }
    return element.name == "array" || element.name == name + "_tuple"
  }

  private mutating func map(
    _ map: SchemaElement,
    _ place: Place,
    _ isNullable: Bool
  ) throws(TableFormatError) -> ColumnNode {
    let pair = elements[next]
    guard pair.childCount == 2 else { throw malformed("map \(map.name) without keys and values") }
    next += 1
    let inner = inside(place.below(pair.name))
    let nodes = [try node(inner), try node(inner)]
    return entries(
      map.field(
        .map(key: nodes[0].field.named("key"), value: nodes[1].field.named("value")),
        isNullable: isNullable
      ),
      place,
      definition: place.definition,
      nodes
    )
  }

  /// The place of an element of a list that stands at `place`.
  private func inside(_ place: Place) -> Place {
    var inner = place
    inner.definition += 1
    inner.slotDefinition = inner.definition
    inner.repetition += 1
    return inner
  }

  private func entries(
    _ field: Field,
    _ place: Place,
    definition: UInt8,
    _ nodes: [ColumnNode]
  ) -> ColumnNode {
    ColumnNode(
      field: field,
      definition: definition,
      slotDefinition: place.slotDefinition,
      repetition: place.repetition,
      isNested: place.depth > 1,
      shape: .entries(nodes)
    )
  }

  private mutating func leaf(
    _ element: SchemaElement,
    _ place: Place,
    _ isNullable: Bool
  ) throws(TableFormatError) -> ColumnNode {
    guard let (type, form) = LeafMeaning.of(element) else {
      throw malformed("column \(element.name) of a type without a form")
    }
    let leaf = LeafColumn(index: leafCount, path: place.path, form: form)
    leafCount += 1
    return ColumnNode(
      field: element.field(type, isNullable: isNullable),
      definition: place.definition,
      slotDefinition: place.slotDefinition,
      repetition: place.repetition,
      isNested: place.depth > 1,
      shape: .leaf(leaf)
    )
  }

  private func malformed(_ detail: String) -> TableFormatError {
    TableFormatError(.malformed, subject, detail: "schema: \(detail)")
  }
}

extension SchemaElement {
  /// The line as people see it, with its number among the notes.
  fileprivate func field(_ type: FieldType, isNullable: Bool) -> Field {
    let notes = number.map { [Field.numberInFile: "\($0)"] } ?? [:]
    return Field(name, type, isNullable: isNullable, metadata: notes)
  }
}

extension Field {
  /// The same under the name every list and map of ours gives it.
  fileprivate func named(_ name: String) -> Field {
    var field = self
    field.name = name
    return field
  }
}
