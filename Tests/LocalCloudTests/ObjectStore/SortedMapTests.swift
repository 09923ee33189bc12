import Testing

@testable import LocalCloud

struct SortedMapTests {
  @Test(arguments: [1 as UInt64, 2, 3])
  func `does what a dictionary and sorting do together`(seed: UInt64) {
    var random = SeededRandom(seed)
    var map = SortedMap<Int>()
    var dictionary: [String: Int] = [:]
    for step in 0..<6_000 {
      let key = "k/\(Int.random(in: 0..<2_000, using: &random))"
      if step % 3 == 2 {
        map[ObjectKey(key)] = nil
        dictionary[key] = nil
      } else {
        map[ObjectKey(key)] = step
        dictionary[key] = step
      }
    }
    #expect(map.count == dictionary.count)
    #expect(dictionary.allSatisfy { map[ObjectKey($0.key)] == $0.value })
    #expect(Self.keys(map, from: "") == dictionary.keys.sorted())
    #expect(Self.keys(map, from: "k/15") == dictionary.keys.sorted().filter { $0 >= "k/15" })
  }

  @Test func `fills leaf after leaf with keys that only grow`() {
    var map = SortedMap<Int>()
    for number in 0..<10_000 { map[ObjectKey("\(100_000 + number)")] = number }
    var place = map.lowerBound(Array("105000".utf8).span)
    #expect(map.next(&place)?.value == 5_000)
    #expect(map.count == 10_000)
  }

  @Test func `tells keys apart by their bytes`() {
    var map = SortedMap<Int>()
    for (number, key) in ["e\u{301}", "\u{E9}", "z", "Z", "\u{10000}", "\u{FFFD}"].enumerated() {
      map[ObjectKey(key)] = number
    }
    #expect(map.count == 6)
    #expect(Self.keys(map, from: "") == ["Z", "e\u{301}", "z", "\u{E9}", "\u{FFFD}", "\u{10000}"])
    #expect(map[ObjectKey("\u{E9}")] == 1)
  }

  private static func keys(_ map: SortedMap<Int>, from start: String) -> [String] {
    var place = map.lowerBound(Array(start.utf8).span)
    var keys: [String] = []
    while let (key, _) = map.next(&place) { keys.append(key.text) }
    return keys
  }
}

/// The same numbers for the same seed (SplitMix64).
struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
