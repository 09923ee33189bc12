import Testing

@testable import LocalCloud

@Suite struct SequenceNumberTests {
  /// From an event in AWS's documentation of Lambda, which names shard and arrival beside it.
  @Test func `a number that AWS has given out says when and where`() throws {
    let text = "49590338271490256608559692538361571095921575989136588898"
    let number = try #require(SequenceNumber(text))
    #expect(number.shard == 6)
    #expect(number.time == 1_545_084_650)
    #expect(number.description == text)
  }

  @Test func `what is written is read again, and has 56 digits`() throws {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2_000 {
      let number = SequenceNumber(
        shardCreated: Int.random(in: 1_400_000_000...4_000_000_000, using: &generator),
        shard: Int.random(in: 0...9_999, using: &generator),
        index: Bool.random() ? Int.random(in: 0...Int.max) : Int.random(in: 0...100),
        time: Int.random(in: 1_400_000_000...4_000_000_000, using: &generator)
      )
      #expect(number.description.utf8.count == 56)
      #expect(SequenceNumber(number.description) == number)
    }
  }

  @Test func `texts of one shard are in the order of its records`() {
    let texts = [0, 1, 2, 9, 10, 255, 256, 1 << 40, Int.max].map { index in
      SequenceNumber(
        shardCreated: 1_700_000_000,
        shard: 3,
        index: index,
        time: 1_800_000_000 - index % 9
      )
      .description
    }
    #expect(texts == texts.sorted())
  }

  @Test(arguments: [
    "", "0", "1", "x", "-1", "49590338271490256608559692538361571095921575989136588899",
    String(repeating: "9", count: 56), String(repeating: "9", count: 57),
    String(repeating: "9", count: 129),
  ])
  func `what is no number of this layout is refused`(text: String) {
    #expect(SequenceNumber(text) == nil)
  }
}
