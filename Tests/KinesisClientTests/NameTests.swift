import KinesisClient
import Testing

@Suite struct NameTests {
  @Test(arguments: [
    ("", "it is empty"), ("a b", "only A-Z a-z 0-9 . _ - are allowed"),
    (String(repeating: "x", count: 129), "it is longer than 128 characters"),
  ])
  func `a name that breaks a rule is refused with the rule`(text: String, rule: String) {
    let error = #expect(throws: KinesisError.self) { try StreamName(text) }
    #expect(error?.code == .invalidName)
    #expect(error?.message.hasSuffix(rule) == true)
  }

  @Test func `names of this project are names`() throws {
    let text = "streaming-0af8d0adfd13-pin"
    #expect(try StreamName(text).text == text)
  }

  @Test func `sequence numbers compare as numbers`() {
    let numbers: [SequenceNumber] = [
      "0", "9", "10", "011", "49590338271490256608559692538361571095921575989136588898",
    ]
    #expect(numbers.shuffled().sorted() == numbers)
  }

  /// The course's keys among the five shards of its template, and among two.
  @Test(arguments: [("partition-1", 2, 1), ("partition-2", 0, 0), ("partition-3", 3, 1)])
  func `keys fall where Kinesis puts them`(key: String, five: UInt128, two: UInt128) {
    #expect(HashKey.of(key) / (UInt128.max / 5 + 1) == five)
    #expect(HashKey.of(key) / (UInt128(1) << 127) == two)
  }
}
