/// The 32-bit hash by which Kafka's Java client chooses a record's partition.
enum Murmur2 {
  /// Hashes bytes with the client's fixed seed.
  static func hash(_ key: ArraySlice<UInt8>) -> UInt32 {
    let multiplier: UInt32 = 0x5bd1_e995
    var hash = 0x9747_b28c ^ UInt32(truncatingIfNeeded: key.count)
    var rest = key
    while rest.count >= 4 {
      var word = rest.prefix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      word &*= multiplier
      word ^= word >> 24
      word &*= multiplier
      hash = hash &* multiplier ^ word
      rest = rest.dropFirst(4)
    }
    if !rest.isEmpty {
      hash ^= rest.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      hash &*= multiplier
    }
    hash ^= hash >> 13
    hash &*= multiplier
    return hash ^ hash >> 15
  }
}
