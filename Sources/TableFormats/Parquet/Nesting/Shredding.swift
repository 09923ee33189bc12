/// Takes rows of nested columns apart into leaves with levels.
///
/// It goes down the nesting with all rows at once: at every node an entry is still on its way to a
/// value, with a slot in the node's column, or ended at the level where something was missing.
struct Shredding {
  /// What arrives at a node.
  private struct Entries {
    var definitions: [UInt8]
    var repetitions: [UInt8]
    /// The slot in the column at hand; -1 where the entry has ended.
    var slots: [Int]
  }

  /// The leaves of some rows of a column, in order.
  static func leaves(
    _ node: ColumnNode,
    _ column: Column,
    rows: Range<Int>
  ) throws(TableFormatError) -> [(column: Column, levels: LeafLevels)] {
    let entries = Entries(
      definitions: [UInt8](repeating: 0, count: rows.count),
      repetitions: [UInt8](repeating: 0, count: rows.count),
      slots: Array(rows)
    )
    var leaves: [(column: Column, levels: LeafLevels)] = []
    try descend(node, column, entries, &leaves)
    return leaves
  }

  private static func descend(
    _ node: ColumnNode,
    _ column: Column,
    _ arriving: Entries,
    _ leaves: inout [(column: Column, levels: LeafLevels)]
  ) throws(TableFormatError) {
    var entries = arriving
    try passNulls(node, column, &entries)
    switch node.shape {
    case .leaf:
      leaves.append(
        (
          column,
          LeafLevels(
            slots: entries.slots.filter { $0 >= 0 },
            definitions: entries.definitions,
            repetitions: entries.repetitions,
            count: entries.slots.count
          )
        )
      )
    case .structure(let children):
      for (child, inner) in zip(children, column.children) {
        try descend(child, inner, entries, &leaves)
      }
    case .entries(let children):
      let elements = unfold(node, column, entries)
      for (child, inner) in zip(children, column.children) {
        try descend(child, inner, elements, &leaves)
      }
    }
  }

  /// Ends the entries that are null here, and counts the level of the others.
  private static func passNulls(
    _ node: ColumnNode,
    _ column: Column,
    _ entries: inout Entries
  ) throws(TableFormatError) {
    guard node.field.isNullable else {
      guard
        column.nullCount == 0
          || !entries.slots.contains(where: { $0 >= 0 && column.isNull(at: $0) })
      else {
        throw TableFormatError(
          .schemaMismatch,
          "column \(node.field.name)",
          detail: "a null where there must be none"
        )
      }
      return
    }
    for i in entries.slots.indices where entries.slots[i] >= 0 {
      if column.isNull(at: entries.slots[i]) {
        entries.slots[i] = -1
      } else {
        entries.definitions[i] += 1
      }
    }
  }

  /// Makes an entry of every element; an empty list ends.
  private static func unfold(_ node: ColumnNode, _ column: Column, _ entries: Entries) -> Entries {
    var elements = Entries(definitions: [], repetitions: [], slots: [])
    for i in entries.slots.indices {
      let range = entries.slots[i] < 0 ? 0..<0 : column.range(at: entries.slots[i])
      if range.isEmpty {
        elements.definitions.append(entries.definitions[i])
        elements.repetitions.append(entries.repetitions[i])
        elements.slots.append(-1)
      }
      for slot in range {
        elements.definitions.append(entries.definitions[i] + 1)
        elements.repetitions.append(
          slot == range.lowerBound ? entries.repetitions[i] : node.repetition + 1
        )
        elements.slots.append(slot)
      }
    }
    return elements
  }
}
