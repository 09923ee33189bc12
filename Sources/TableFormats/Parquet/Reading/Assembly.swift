/// Puts nested columns together from their leaves.
struct Assembly {
  /// What was read of every leaf, by its number.
  var chunks: [Int: ChunkReader.Result]
  let subject: String

  /// The column that `node` is.
  mutating func column(_ node: ColumnNode) throws(TableFormatError) -> Column {
    switch node.shape {
    case .leaf(let leaf):
      guard let chunk = chunks[leaf.index] else { throw malformed(node, "a leaf is missing") }
      // Its levels may still be asked for; its values are not.
      chunks[leaf.index]?.column = Column(node.field)
      return chunk.column
    case .structure(let children): return try structure(node, children)
    case .entries(let children): return try entries(node, children)
    }
  }

  private mutating func structure(
    _ node: ColumnNode,
    _ children: [ColumnNode]
  ) throws(TableFormatError) -> Column {
    var column = Column(node.field)
    for (i, child) in children.enumerated() { column.children[i] = try self.column(child) }
    let count = column.children[0].count
    guard column.children.allSatisfy({ $0.count == count }) else {
      throw malformed(node, "fields of unlike length")
    }
    column.count = count
    guard node.field.isNullable else { return column }
    let (definitions, repetitions) = try levels(of: node)
    var validity: [Bool] = []
    validity.reserveCapacity(count)
    for (i, level) in definitions.enumerated() where level >= node.slotDefinition {
      if !repetitions.isEmpty, repetitions[i] > node.repetition { continue }
      validity.append(level >= node.definition)
    }
    guard validity.count == count else { throw malformed(node, "levels that contradict values") }
    column.setValidity(validity)
    return column
  }

  private mutating func entries(
    _ node: ColumnNode,
    _ children: [ColumnNode]
  ) throws(TableFormatError) -> Column {
    var column = Column(node.field)
    for (i, child) in children.enumerated() { column.children[i] = try self.column(child) }
    let (definitions, repetitions) = try levels(of: node)
    guard definitions.count == repetitions.count else { throw malformed(node, "levels missing") }
    var validity: [Bool] = []
    var elements = 0
    for i in definitions.indices where repetitions[i] <= node.repetition + 1 {
      if repetitions[i] <= node.repetition {
        guard definitions[i] >= node.slotDefinition else { continue }
        if !validity.isEmpty { column.offsets.append(elements) }
        validity.append(definitions[i] >= node.definition)
        if definitions[i] > node.definition { elements += 1 }
      } else {
        guard definitions[i] > node.definition, !validity.isEmpty else {
          throw malformed(node, "a list that goes on and was not begun")
        }
        elements += 1
      }
    }
    if !validity.isEmpty { column.offsets.append(elements) }
    guard column.children.allSatisfy({ $0.count == elements }) else {
      throw malformed(node, "levels that contradict values")
    }
    column.count = validity.count
    if node.field.isNullable { column.setValidity(validity) }
    return column
  }

  /// The levels of the first leaf inside, which are as good as any other's.
  private func levels(
    of node: ColumnNode
  ) throws(TableFormatError) -> (definitions: [UInt8], repetitions: [UInt8]) {
    guard let leaf = node.firstLeaf, let chunk = chunks[leaf.index] else {
      throw malformed(node, "a leaf is missing")
    }
    return (chunk.definitions, chunk.repetitions)
  }

  private func malformed(_ node: ColumnNode, _ detail: String) -> TableFormatError {
    TableFormatError(.malformed, "\(subject), column \(node.field.name)", detail: detail)
  }
}

extension Column {
  /// Says which rows are null.
  fileprivate mutating func setValidity(_ validity: [Bool]) {
    nullCount = validity.count { !$0 }
    if nullCount > 0 { self.validity = validity }
  }
}
