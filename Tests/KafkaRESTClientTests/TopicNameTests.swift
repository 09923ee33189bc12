import KafkaRESTClient
import Testing

@Suite struct TopicNameTests {
  @Test(arguments: ["0af8d0adfd13.pin", "a", "__consumer_offsets", "A-b_c.9", "..."])
  func `takes what Kafka takes`(text: String) throws {
    #expect(try TopicName(text).text == text)
  }

  @Test(arguments: ["", ".", "..", "a b", "pin/geo", "naïve", "a:b", "a\n"])
  func `refuses what Kafka refuses`(text: String) {
    #expect(throws: TopicNameError.self) { try TopicName(text) }
  }

  @Test func `knows the longest name`() throws {
    #expect(try TopicName(String(repeating: "x", count: 249)).text.count == 249)
    let error = #expect(throws: TopicNameError.self) {
      try TopicName(String(repeating: "x", count: 250))
    }
    #expect(error?.reason == "it is longer than 249 characters")
  }
}
