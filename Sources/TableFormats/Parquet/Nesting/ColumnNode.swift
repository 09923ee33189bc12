/// A column of a file with its place in the nesting: which levels mean that it is there.
///
/// Dremel's two levels say of every value how far down its path was there (definition), and which
/// list it goes on with (repetition). A node knows where on that scale it stands.
struct ColumnNode: Hashable, Sendable {
  indirect enum Shape: Hashable, Sendable {
    case leaf(LeafColumn)
    case structure([ColumnNode])
    /// One node inside is a list's element, two are a map's key and value.
    case entries([ColumnNode])
  }

  /// Name and type.
  let field: Field
  /// From this definition level on it is there, and not null.
  let definition: UInt8
  /// From this definition level on the innermost list around it has an element, so that there is a slot.
  let slotDefinition: UInt8
  /// The repetition level of the innermost list around it.
  let repetition: UInt8
  /// Whether something is around it that may be null or have no elements, or several.
  let isNested: Bool
  let shape: Shape

  /// The leaves inside, in the file's order.
  var leaves: [LeafColumn] {
    switch shape {
    case .leaf(let leaf): [leaf]
    case .structure(let children), .entries(let children): children.flatMap(\.leaves)
    }
  }

  /// The first leaf inside, whose levels tell of this node as those of every other leaf would.
  var firstLeaf: LeafColumn? {
    switch shape {
    case .leaf(let leaf): leaf
    case .structure(let children), .entries(let children): children.first?.firstLeaf
    }
  }

  /// Every leaf inside with the node it stands in.
  var leafNodes: [ColumnNode] {
    switch shape {
    case .leaf: [self]
    case .structure(let children), .entries(let children): children.flatMap(\.leafNodes)
    }
  }
}
