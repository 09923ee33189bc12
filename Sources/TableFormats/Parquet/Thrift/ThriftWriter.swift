/// Writes Thrift's compact protocol.
///
/// Fields of a structure are written in ascending order of their numbers, which keeps their heads at a byte.
struct ThriftWriter {
  /// What was written so far.
  private(set) var bytes: [UInt8] = []
  private var last = 0

  /// Writes a structure that stands alone: a message, or an element of a list.
  mutating func structure(_ fill: (inout ThriftWriter) -> Void) {
    let outer = last
    last = 0
    fill(&self)
    bytes.append(ThriftType.stop.rawValue)
    last = outer
  }

  /// Writes a field that is a structure.
  mutating func structure(_ id: Int, _ fill: (inout ThriftWriter) -> Void = { _ in }) {
    head(id, .structure)
    structure(fill)
  }

  /// Writes a field that is a list of structures.
  mutating func list<Elements: Collection>(
    _ id: Int,
    _ elements: Elements,
    _ write: (inout ThriftWriter, Elements.Element) -> Void
  ) {
    listHead(id, .structure, elements.count)
    for element in elements { structure { write(&$0, element) } }
  }

  /// Writes a field that is a list of members of an enumeration.
  mutating func list(_ id: Int, members: [Int]) {
    listHead(id, .int32, members.count)
    for member in members { zigzag(Int64(member)) }
  }

  /// Writes a field that is a list of text.
  mutating func list(_ id: Int, texts: [String]) {
    listHead(id, .binary, texts.count)
    for text in texts { block(text.utf8) }
  }

  /// Writes a whole number of 8 bits.
  mutating func int8(_ id: Int, _ value: Int) {
    head(id, .byte)
    bytes.append(UInt8(truncatingIfNeeded: value))
  }

  /// Writes a whole number of 32 bits.
  mutating func int32(_ id: Int, _ value: Int) {
    head(id, .int32)
    zigzag(Int64(value))
  }

  /// Writes a whole number of 64 bits.
  mutating func int64(_ id: Int, _ value: Int) {
    head(id, .int64)
    zigzag(Int64(value))
  }

  /// Writes true or false.
  mutating func boolean(_ id: Int, _ value: Bool) { head(id, value ? .yes : .no) }

  /// Writes text.
  mutating func string(_ id: Int, _ text: String) {
    head(id, .binary)
    block(text.utf8)
  }

  /// Writes bytes.
  mutating func binary(_ id: Int, _ content: [UInt8]) {
    head(id, .binary)
    block(content)
  }

  private mutating func head(_ id: Int, _ type: ThriftType) {
    if (1...15).contains(id - last) {
      bytes.append(UInt8(id - last) << 4 | type.rawValue)
    } else {
      bytes.append(type.rawValue)
      zigzag(Int64(id))
    }
    last = id
  }

  private mutating func listHead(_ id: Int, _ type: ThriftType, _ count: Int) {
    head(id, .list)
    if count < 15 {
      bytes.append(UInt8(count) << 4 | type.rawValue)
    } else {
      bytes.append(0xf0 | type.rawValue)
      varint(UInt64(count))
    }
  }

  private mutating func block(_ content: some Collection<UInt8>) {
    varint(UInt64(content.count))
    bytes.append(contentsOf: content)
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func zigzag(_ value: Int64) {
    varint(UInt64(bitPattern: value << 1 ^ value >> 63))
  }
}
