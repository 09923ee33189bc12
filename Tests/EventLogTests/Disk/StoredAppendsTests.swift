import Testing

@testable import EventLog

@Suite struct StoredAppendsTests {
  private func append(_ key: String, at time: Int64, topic: UInt32 = 1) -> StoredAppend {
    StoredAppend(
      key: IdempotencyKey(text: key, fingerprint: 0),
      topic: topic,
      time: time,
      layout: AppendLayout([Record(value: "v")]),
      firstOffsets: [0]
    )
  }

  @Test func `the latest are remembered, up to a number`() {
    var appends = StoredAppends(most: 3, lifetime: 1000)
    for index in 0..<10 { appends.insert(append("\(index)", at: Int64(index))) }
    #expect(appends.all.map(\.key.text) == ["7", "8", "9"])
    #expect(appends.find("6", at: 9) == nil)
    #expect(appends.find("7", at: 9)?.time == 7)
  }

  @Test func `and up to an age`() {
    var appends = StoredAppends(most: 100, lifetime: 10)
    appends.insert(append("a", at: 0))
    appends.insert(append("b", at: 8))
    #expect(appends.find("a", at: 10) != nil)
    #expect(appends.find("a", at: 11) == nil)
    appends.insert(append("c", at: 15))
    #expect(appends.all.map(\.key.text) == ["b", "c"])
  }

  @Test func `a key that comes again is as young as its last append`() {
    var appends = StoredAppends(most: 2, lifetime: 10)
    appends.insert(append("a", at: 0))
    appends.insert(append("a", at: 20))
    appends.insert(append("b", at: 21))
    #expect(appends.find("a", at: 25)?.time == 20)
    #expect(appends.all.map(\.time) == [20, 21])
  }

  @Test func `a removed topic takes its keys along`() {
    var appends = StoredAppends(most: 9, lifetime: 10)
    appends.insert(append("a", at: 0, topic: 1))
    appends.insert(append("b", at: 0, topic: 2))
    appends.forget(topic: 1)
    #expect(appends.all.map(\.key.text) == ["b"])
  }
}
