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
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the name.
  func append(to output: inout [UInt8]) {
    output.append(contentsOf: "shardId-000000000000".utf8)
    var place = output.count - 1
    var rest = number
    while rest > 0 {
      output[place] += UInt8(rest % 10)
      rest /= 10
      place -= 1
    }
  }

  static func < (a: ShardID, b: ShardID) -> Bool { a.number < b.number }
}
