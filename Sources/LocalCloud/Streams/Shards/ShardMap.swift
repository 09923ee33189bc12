/// Finds the open shard that takes a hash key.
struct ShardMap: Sendable {
  /// The open shards, by the hash keys they take.
  let shards: [Shard]

  init(_ shards: [Shard]) {
    self.shards = shards.filter(\.isOpen).sorted { $0.range.lower < $1.range.lower }
  }

  /// The shard that takes a key; open shards share all keys among them.
  func shard(for key: UInt128) -> Shard {
    var low = 0
    var high = shards.count - 1
    while low < high {
      let middle = (low + high) / 2
      if shards[middle].range.upper < key { low = middle + 1 } else { high = middle }
    }
    return shards[low]
  }
}
