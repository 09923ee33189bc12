/// A hash table of the rows by their keys, whose chains run through the rows in their order.
struct KeyChains {
  /// The end of a chain.
  static let end: Int32 = -1

  /// For each slot the first row in it.
  private(set) var heads: [Int32]
  /// For each row the next one in its slot.
  private(set) var nexts: [Int32]
  /// How far a hash is shifted to become a slot.
  let shift: Int
  /// Whether no two rows have the same key.
  private(set) var areUnique = true

  init(_ cells: ColumnCells) {
    let keys = cells.integers
    let areNull = cells.areNull
    precondition(keys.count < Int32.max, "a frame has fewer rows")
    let bits = max(1, UInt64.bitWidth - (keys.count * 2).leadingZeroBitCount)
    shift = UInt64.bitWidth - bits
    heads = Array(repeating: Self.end, count: 1 << bits)
    nexts = Array(repeating: Self.end, count: keys.count)
    // From the last to the first, so that a chain begins with the first.
    for row in keys.indices.reversed() where areNull[row] == 0 {
      let slot = Self.slot(of: keys[row], shift: shift)
      var other = heads[slot]
      nexts[row] = other
      heads[slot] = Int32(row)
      while areUnique, other != Self.end {
        areUnique = keys[Int(other)] != keys[row]
        other = nexts[Int(other)]
      }
    }
  }

  /// Fibonacci hashing: neighbours go far apart, and the upper bits are the good ones.
  @inline(__always)
  static func slot(of key: Int64, shift: Int) -> Int {
    Int((UInt64(bitPattern: key) &* 0x9e37_79b9_7f4a_7c15) >> UInt64(shift))
  }
}
