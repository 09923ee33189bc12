/// The levels of one page, and what follows from them.
struct PageLevels {
  /// How many values of a page are there, and how many places they have in the column.
  struct Tally {
    var present: Int
    var slots: Int
  }

  /// Empty where the column can hold no null.
  private(set) var definitions: [UInt8] = []
  /// Empty outside of lists.
  private(set) var repetitions: [UInt8] = []

  mutating func clear() {
    definitions.removeAll(keepingCapacity: true)
    repetitions.removeAll(keepingCapacity: true)
  }

  mutating func readDefinitions(
    _ count: Int,
    _ node: ColumnNode,
    _ bytes: RawSpan,
    _ range: Range<Int>,
    _ subject: String
  ) throws(TableFormatError) {
    try Self.read(count, maximum: node.definition, bytes, range, &definitions, subject)
  }

  mutating func readRepetitions(
    _ count: Int,
    _ node: ColumnNode,
    _ bytes: RawSpan,
    _ range: Range<Int>,
    _ subject: String
  ) throws(TableFormatError) {
    try Self.read(count, maximum: node.repetition, bytes, range, &repetitions, subject)
  }

  private static func read(
    _ count: Int,
    maximum: UInt8,
    _ bytes: RawSpan,
    _ range: Range<Int>,
    _ levels: inout [UInt8],
    _ subject: String
  ) throws(TableFormatError) {
    let width = HybridWriter.bitWidth(for: Int(maximum))
    var reader = try HybridReader(bitWidth: width, in: range, subject: subject)
    try reader.read(count, from: bytes, appendingTo: &levels)
    guard levels.allSatisfy({ $0 <= maximum }) else {
      throw TableFormatError(.malformed, subject, detail: "a level beyond \(maximum)")
    }
  }

  /// Counts the values of a page that are there, and the slots: those, and the nulls that have a place.
  func tally(_ count: Int, _ node: ColumnNode) -> Tally {
    guard node.definition > 0 else { return Tally(present: count, slots: count) }
    var (present, slots) = (0, 0)
    for level in definitions {
      present &+= level == node.definition ? 1 : 0
      slots &+= level >= node.slotDefinition ? 1 : 0
    }
    return Tally(present: present, slots: slots)
  }
}
