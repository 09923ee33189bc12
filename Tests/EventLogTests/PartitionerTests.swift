import Testing

@testable import EventLog

@Suite struct PartitionerTests {
  /// The answers of the Java client's own test of its hash.
  @Test(
    arguments: [
      ("21", -973_932_308), ("foobar", -790_332_482), ("a-little-bit-long-string", -985_981_536),
      ("a-little-bit-longer-string", -1_486_304_829),
      ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58_897_971), ("abc", 479_470_107),
    ] as [(String, Int32)]
  )
  func `hashes as the Java client does`(key: String, hash: Int32) {
    #expect(Int32(bitPattern: Murmur2.hash(Array(key.utf8)[...])) == hash)
    let within = Array("..\(key)..".utf8)
    #expect(Int32(bitPattern: Murmur2.hash(within.dropFirst(2).dropLast(2))) == hash)
  }

  @Test func `a negative hash loses its sign, not its order`() {
    let partition = Partitioner.partition(for: Array("21".utf8)[...], among: 12)
    #expect(partition == (-973_932_308 & 0x7fff_ffff) % 12)
  }

  @Test func `records without a key stay together for a while`() {
    var partitioner = Partitioner(keyless: .sticky(bytes: 30))
    let partitions = (0..<7).map { _ in partitioner.partition(for: nil, size: 10, among: 2) }
    #expect(partitions == [0, 0, 0, 1, 1, 1, 0])
  }

  @Test func `round robin takes every partition in turn, from any start`() {
    var partitioner = Partitioner(keyless: .roundRobin, startingAt: -1)
    let partitions = (0..<6).map { _ in partitioner.partition(for: nil, size: 10, among: 3) }
    #expect(partitions == [2, 0, 1, 2, 0, 1])
  }
}
