import Testing

@testable import LocalCloud

@Suite struct HashKeyRangeTests {
  private func shard(of key: String, among count: Int) -> Int {
    let shards = (0..<count).map {
      Shard(id: ShardID($0), range: .even($0, of: count), opened: 0)
    }
    return ShardMap(shards).shard(for: HashKeyRange.key(of: Array(key.utf8)[...])).id.number
  }

  @Test(arguments: [(5, [2, 0, 3]), (2, [1, 0, 1]), (1, [0, 0, 0])])
  func `the course's keys go where Kinesis sends them`(count: Int, shards: [Int]) {
    #expect((1...3).map { shard(of: "partition-\($0)", among: count) } == shards)
  }

  @Test(arguments: [1, 2, 3, 4, 5, 7, 100, 9_999])
  func `ranges share all keys without gap or overlap`(count: Int) {
    let ranges = (0..<count).map { HashKeyRange.even($0, of: count) }
    #expect(ranges.first?.lower == 0)
    #expect(ranges.last?.upper == .max)
    for (range, next) in zip(ranges, ranges.dropFirst()) { #expect(range.isFollowed(by: next)) }
  }

  @Test func `borders are those that Kinesis gives out`() {
    #expect("\(HashKeyRange.even(0, of: 2).upper)" == "170141183460469231731687303715884105727")
    #expect("\(HashKeyRange.even(1, of: 3).lower)" == "113427455640312821154458202477256070485")
  }

  @Test func `both ends of a range belong to it`() {
    let map = ShardMap((0..<4).map { Shard(id: ShardID($0), range: .even($0, of: 4), opened: 0) })
    for shard in map.shards {
      #expect(map.shard(for: shard.range.lower).id == shard.id)
      #expect(map.shard(for: shard.range.upper).id == shard.id)
    }
  }

  @Test(arguments: [
    ("shardId-000000000003", 3), ("shardId-3", 3), ("3", 3), ("0003", 3), ("shardId-", nil),
    ("x", nil), ("", nil), ("shardId-99999999999", nil), ("shardId--1", nil),
  ])
  func `names of shards are read as requests may spell them`(text: String, number: Int?) {
    #expect(ShardID(parsing: text)?.number == number)
  }
}
