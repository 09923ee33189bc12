import EventLog
import Testing

@Suite struct TopicNameTests {
  @Test(arguments: [
    "a", "0af8d0adfd13.pin", "under_score-and.dot", String(repeating: "x", count: 249),
  ])
  func `takes what Kafka takes`(name: String) throws {
    #expect(try TopicName(name).description == name)
  }

  @Test(arguments: [
    "", ".", "..", "a b", "a/b", "../etc/passwd", "é", "a\n", String(repeating: "x", count: 250),
  ])
  func `refuses what could be a path or is no name`(name: String) {
    let error = #expect(throws: LogError.self) { try TopicName(name) }
    #expect(error?.code == .invalidTopic)
  }
}
