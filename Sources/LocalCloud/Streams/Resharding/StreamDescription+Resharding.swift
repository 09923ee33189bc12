/// Making shards of shards: the parents are closed and keep their records.
extension StreamDescription {
  /// The most shards a stream can have had; each is a partition of its topic.
  static let mostShards = 10_000

  /// Cuts a shard in two; `key` is the first that the second takes.
  mutating func split(_ shard: ShardID, at key: UInt128, now: Int) {
    let parent = shards[shard.number]
    close(shard, now)
    add(HashKeyRange(lower: parent.range.lower, upper: key - 1), of: parent, now)
    add(HashKeyRange(lower: key, upper: parent.range.upper), of: parent, now)
  }

  /// Makes one shard of two that lie beside each other.
  mutating func merge(_ shard: ShardID, _ adjacent: ShardID, now: Int) {
    let (first, second) = (shards[shard.number], shards[adjacent.number])
    close(shard, now)
    close(adjacent, now)
    let range = HashKeyRange(
      lower: min(first.range.lower, second.range.lower),
      upper: max(first.range.upper, second.range.upper)
    )
    add(range, of: first, adjacent: second, now)
  }

  /// Splits and merges until `count` open shards share all hash keys evenly.
  mutating func scale(to count: Int, now: Int) {
    let wanted = (0..<count).map { HashKeyRange.even($0, of: count) }
    for range in wanted.dropFirst() {
      let shard = ShardMap(shards).shard(for: range.lower)
      if shard.range.lower != range.lower { split(shard.id, at: range.lower, now: now) }
    }
    for range in wanted {
      let map = ShardMap(shards)
      var shard = map.shard(for: range.lower)
      for next in map.shards where range.contains(next.range.lower) && next.id != shard.id {
        merge(shard.id, next.id, now: now)
        shard = shards[shards.count - 1]
      }
    }
  }

  private mutating func close(_ shard: ShardID, _ now: Int) { shards[shard.number].closed = now }

  private mutating func add(
    _ range: HashKeyRange,
    of parent: Shard,
    adjacent: Shard? = nil,
    _ now: Int
  ) {
    shards.append(
      Shard(
        id: ShardID(shards.count),
        range: range,
        opened: now,
        // A second later than now, and than its parents', so that its numbers are greater.
        created: max(now / 1000, parent.created, adjacent?.created ?? 0) + 1,
        parent: parent.id,
        adjacentParent: adjacent?.id
      )
    )
  }
}
