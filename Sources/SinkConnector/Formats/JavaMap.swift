import JSONBytes

/// The order in which Java's HashMap gives its entries.
enum JavaMap {
  /// Members in that order; of a member that stands twice, the last value counts, at its first place.
  static func ordered(_ members: [JSONObject.Member]) -> [JSONObject.Member] {
    var unique: [JSONObject.Member] = []
    var places: [String: Int] = [:]
    for member in members {
      if let place = places[member.key] {
        unique[place].value = member.value
      } else {
        places[member.key] = unique.count
        unique.append(member)
      }
    }
    let size = tableSize(for: unique.count)
    let buckets = unique.map { bucket(of: $0.key, in: size) }
    // Entries of one bucket stay in the order they were put in.
    return unique.indices.sorted { (buckets[$0], $0) < (buckets[$1], $1) }.map { unique[$0] }
  }

  /// The table doubles when it is more than three quarters full.
  private static func tableSize(for count: Int) -> Int {
    var size = 16
    while count * 4 > size * 3 { size *= 2 }
    return size
  }

  private static func bucket(of key: String, in size: Int) -> Int {
    var hash: UInt32 = 0
    for unit in key.utf16 { hash = 31 &* hash &+ UInt32(unit) }
    return Int((hash ^ hash >> 16) & UInt32(size - 1))
  }
}
