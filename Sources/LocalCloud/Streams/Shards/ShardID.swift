/// The name of a shard: `shardId-000000000003`.
struct ShardID: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Its number, counted from 0 in the order shards are made.
  let number: Int

  init(_ number: Int) { self.number = number }

  /// Reads a name as requests may spell it: `shardId-000000000003`, `shardId-3` or `3`.
  init?(parsing text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let digits = parts.count > 1 ? parts[1] : text[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int32(digits)
    else { return nil }
    self.number = Int(number)
  }

  var description: String {
    let digits = String(number)
    return "shardId-" + String(repeating: "0", count: max(0, 12 - digits.utf8.count)) + digits
  }

  static func < (a: ShardID, b: ShardID) -> Bool { a.number < b.number }
}
