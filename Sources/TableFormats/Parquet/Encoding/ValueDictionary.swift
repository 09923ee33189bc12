/// Numbers the values of a column as they come, so that a page can hold small numbers instead.
struct ValueDictionary {
  /// The values in the order of their numbers.
  private(set) var values: Column
  /// How many bytes they take in a page of their own.
  private(set) var plainSize = 0
  private var table: [UInt32]
  private var hashes: [UInt32] = []
  /// Stands in the table where no number is.
  private static let nothing = UInt32.max

  /// Starts without values of a field; nil where values of its type are not worth numbering.
  init?(_ field: Field, _ form: ValueForm) {
    switch form {
    case .int32, .int64, .float, .double, .bytes: break
    default: return nil
    }
    values = Column(Field(field.name, field.type, isNullable: false))
    table = [UInt32](repeating: Self.nothing, count: 1024)
  }

  /// How many values have a number.
  var count: Int { hashes.count }

  /// Appends the numbers of the values in those slots of a column.
  mutating func append(
    _ column: Column,
    _ slots: some RandomAccessCollection<Int>,
    to indices: inout [UInt32]
  ) {
    indices.reserveCapacity(indices.count + slots.count)
    switch values.layout {
    case .integers: for slot in slots { indices.append(index(of: column.integers[slot])) }
    case .doubles: for slot in slots { indices.append(index(of: column.doubles[slot])) }
    case .bytes: appendStrings(column, slots, to: &indices)
    case .decimals, .list, .structure, .map: break
    }
  }

  private mutating func index(of number: Int64) -> UInt32 {
    let hash = Self.mixed(UInt64(bitPattern: number))
    let place = find(hash) { values, index in values.integers[index] == number }
    if table[place] != Self.nothing { return table[place] }
    values.append(number)
    return add(hash, at: place, size: 8)
  }

  private mutating func index(of number: Double) -> UInt32 {
    // By their bits, so that zeros keep their sign and what is not a number is found again.
    let hash = Self.mixed(number.bitPattern)
    let place = find(hash) { $0.doubles[$1].bitPattern == number.bitPattern }
    if table[place] != Self.nothing { return table[place] }
    values.append(number)
    return add(hash, at: place, size: 8)
  }

  private mutating func appendStrings(
    _ column: Column,
    _ slots: some RandomAccessCollection<Int>,
    to indices: inout [UInt32]
  ) {
    unsafe column.bytes.withUnsafeBufferPointer { bytes in
      for slot in slots {
        let range = column.range(at: slot)
        let text = unsafe UnsafeBufferPointer(rebasing: bytes[range])
        let hash = unsafe ByteHash.hash(text)
        let place = find(hash) { values, index in
          unsafe values.bytes.withUnsafeBufferPointer { known in
            let range = values.range(at: index)
            return unsafe range.count == text.count
              && ByteHash.areEqual(UnsafeBufferPointer(rebasing: known[range]), text)
          }
        }
        if table[place] != Self.nothing {
          indices.append(table[place])
        } else {
          unsafe values.append(text)
          indices.append(add(hash, at: place, size: 4 + range.count))
        }
      }
    }
  }

  /// Where a value's number is in the table, or would be.
  @inline(__always)
  private func find(_ hash: UInt32, _ isSame: (Column, Int) -> Bool) -> Int {
    var place = Int(hash) & (table.count - 1)
    while table[place] != Self.nothing {
      let index = Int(table[place])
      if hashes[index] == hash, isSame(values, index) { break }
      place = (place + 1) & (table.count - 1)
    }
    return place
  }

  private mutating func add(_ hash: UInt32, at place: Int, size: Int) -> UInt32 {
    let index = UInt32(hashes.count)
    table[place] = index
    hashes.append(hash)
    plainSize += size
    if hashes.count * 2 > table.count { grow() }
    return index
  }

  private mutating func grow() {
    table = [UInt32](repeating: Self.nothing, count: table.count * 4)
    for (index, hash) in hashes.enumerated() {
      var place = Int(hash) & (table.count - 1)
      while table[place] != Self.nothing { place = (place + 1) & (table.count - 1) }
      table[place] = UInt32(index)
    }
  }

  private static func mixed(_ word: UInt64) -> UInt32 {
    let product = (word ^ word >> 32) &* 0x9e37_79b9_7f4a_7c15
    return UInt32(truncatingIfNeeded: product ^ product >> 32)
  }
}
