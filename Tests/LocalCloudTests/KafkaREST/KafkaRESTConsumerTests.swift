import EventLog
import HTTPWire
import Testing

@testable import LocalCloud

/// Consumers of version 2, and what the other proxies get wrong about them.
@Suite struct KafkaRESTConsumerTests {
  func fill(_ proxy: ProxyUnderTest, _ values: some Sequence<Int>) async throws {
    let records = values.map { #"{"value":\#($0)}"# }.joined(separator: ",")
    _ = try await proxy.ask(.post, "/topics/t", #"{"records":[\#(records)]}"#)
  }

  @Test func `the first read after subscribing returns what is there`() async throws {
    let proxy = ProxyUnderTest()
    try await fill(proxy, 0..<2)
    try await proxy.subscribe("c", to: #""t""#)
    let answer = try await proxy.read("c")
    let records = [0, 1].map {
      #"{"topic":"t","key":null,"value":\#($0),"partition":0,"offset":\#($0)}"#
    }
    #expect(answer.body == "[\(records.joined(separator: ","))]")
    #expect(answer.type == "application/vnd.kafka.json.v2+json")
  }

  @Test func `paging by bytes loses nothing`() async throws {
    let proxy = ProxyUnderTest()
    try await fill(proxy, 0..<3_000)
    try await proxy.subscribe("c", to: #""t""#)
    var offsets = 0
    while true {
      let answer = try await proxy.read("c", "?max_bytes=100&timeout=1")
      let count = answer.body.matches(of: /"offset":(\d+)/).map { Int($0.1) ?? -1 }
      if count.isEmpty { break }
      #expect(count.first == offsets)
      offsets += count.count
    }
    #expect(offsets == 3_000)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a read that waits wakes as soon as a record comes`() async throws {
    let proxy = ProxyUnderTest()
    try await fill(proxy, 0..<1)
    try await proxy.subscribe("c", to: #""t""#)
    _ = try await proxy.read("c")
    async let waiting = proxy.read("c")
    try await fill(proxy, 7..<8)
    #expect(try await waiting.body.contains(#""value":7"#))
  }

  @Test(.timeLimit(.minutes(1)))
  func `a read waits in real time, though the cloud's clock stands still`() async throws {
    let proxy = ProxyUnderTest()
    try await fill(proxy, 0..<1)
    proxy.clock.freeze()
    try await proxy.subscribe("c", to: #""t""#)
    _ = try await proxy.read("c")
    #expect(try await proxy.read("c", "?timeout=20").body == "[]")
  }

  @Test func `a record that is no JSON is named, and does not block the ones behind it`()
    async throws
  {
    let proxy = ProxyUnderTest()
    let topic = try TopicName("t")
    try await fill(proxy, 0..<1)
    _ = try await proxy.log.append([Record(value: "not json")], to: topic)
    try await fill(proxy, 2..<3)
    try await proxy.subscribe("c", to: #""t""#)
    #expect(try await proxy.read("c").body.contains(#""offset":0}]"#))
    let error = try await proxy.read("c")
    #expect(error.status == 408)
    #expect(
      error.body.hasPrefix(
        #"{"error_code":40801,"message":"Error deserializing key/value for partition t-0 at offset 1"#
      )
    )
    #expect(try await proxy.read("c").body.contains(#""offset":2}]"#))

    try await proxy.subscribe("skipping", to: #""t""#)
    let fetch = "/topics/t/partitions/0/records?offset=0&on_error="
    let json = "application/vnd.kafka.json.v2+json"
    let skipped = try await proxy.ask(.get, fetch + "skip", accept: json)
    #expect(!skipped.body.contains(#""offset":1"#) && skipped.body.contains(#""offset":2"#))
    let raw = try await proxy.ask(.get, fetch + "raw", accept: json)
    #expect(raw.body.contains(#""value":"bm90IGpzb24=","partition":0,"offset":1,"raw":true}"#))
  }

  @Test func `offset N of a commit means that N is done`() async throws {
    let proxy = ProxyUnderTest()
    try await fill(proxy, 0..<5)
    try await proxy.subscribe("c", to: #""t""#)
    let path = "/consumers/g/instances/c/offsets"
    let commit = #"{"offsets":[{"topic":"t","partition":0,"offset":2,"metadata":"m"}]}"#
    #expect(try await proxy.ask(.post, path, commit).body == "[]")
    let asked = try await proxy.ask(.get, path, #"{"partitions":[{"topic":"t","partition":0}]}"#)
    #expect(asked.body == #"{"offsets":[{"topic":"t","partition":0,"offset":3,"metadata":"m"}]}"#)
    #expect(
      try await proxy.ask(.get, path).body
        == #"{"error_code":40402,"message":"Partition not found."}"#
    )
  }

  @Test func `a successor goes on where its predecessor ended`() async throws {
    let proxy = ProxyUnderTest()
    try await fill(proxy, 0..<3)
    try await proxy.subscribe("first", to: #""t""#)
    _ = try await proxy.read("first")
    #expect(try await proxy.ask(.delete, "/consumers/g/instances/first").status == 204)
    try await fill(proxy, 3..<4)
    try await proxy.subscribe("second", to: #""t""#)
    #expect(try await proxy.read("second").body.contains(#"[{"topic":"t","key":null,"value":3"#))
  }

  @Test func `two of a group share the partitions and read no record twice`() async throws {
    let proxy = ProxyUnderTest(partitions: 4)
    try await proxy.subscribe("a", to: #""t""#)
    let records = (0..<40).map { #"{"key":\#($0),"value":\#($0)}"# }.joined(separator: ",")
    _ = try await proxy.ask(.post, "/topics/t", #"{"records":[\#(records)]}"#)
    try await proxy.subscribe("b", to: #""t""#)
    let bodies = try await proxy.read("a").body + proxy.read("b").body
    let values = bodies.matches(of: /"value":(\d+)/).compactMap { Int($0.1) }
    #expect(values.sorted() == Array(0..<40))
  }

  @Test func `a silent consumer is gone after five minutes by the cloud's clock`() async throws {
    let proxy = ProxyUnderTest()
    try await fill(proxy, 0..<1)
    try await proxy.subscribe("c", to: #""t""#)
    proxy.clock.advance(by: .seconds(299))
    #expect(try await proxy.read("c").status == 200)
    proxy.clock.advance(by: .seconds(301))
    let answer = try await proxy.read("c")
    #expect(answer.status == 404)
    #expect(answer.body == #"{"error_code":40403,"message":"Consumer instance not found."}"#)
  }

  @Test func `a name that is taken and a format that does not fit are refused`() async throws {
    let proxy = ProxyUnderTest()
    try await proxy.subscribe("c", to: #""t""#)
    let taken = try await proxy.ask(.post, "/consumers/g", #"{"name":"c","format":"json"}"#)
    #expect(taken.status == 409 && taken.body.contains("40902"))
    let binary = try await proxy.ask(.get, "/consumers/g/instances/c/records")
    #expect(binary.status == 406 && binary.body.contains("40601"))
    let format = try await proxy.ask(.post, "/consumers/g", #"{"format":"xml"}"#)
    #expect(format.body == #"{"error_code":422,"message":"Invalid format type."}"#)
  }

  @Test func `seeks to both ends, to an offset and to a moment`() async throws {
    let proxy = ProxyUnderTest()
    try await fill(proxy, 0..<3)
    try await proxy.subscribe("c", to: #""t""#)
    _ = try await proxy.read("c")
    let positions = "/consumers/g/instances/c/positions"
    let partition = #"{"topic":"t","partition":0"#
    _ = try await proxy.ask(.post, positions + "/beginning", #"{"partitions":[\#(partition)}]}"#)
    #expect(try await proxy.read("c").body.contains(#""offset":0}"#))
    _ = try await proxy.ask(.post, positions, #"{"offsets":[\#(partition),"offset":2}]}"#)
    #expect(try await proxy.read("c").body.hasPrefix(#"[{"topic":"t","key":null,"value":2"#))
    let moment = #"{"timestamps":[\#(partition),"timestamp":"2020-01-01T00:00:00Z"}]}"#
    _ = try await proxy.ask(.post, positions, moment)
    #expect(try await proxy.read("c").body.contains(#""offset":0}"#))
    let other = #"{"offsets":[{"topic":"u","partition":0,"offset":0}]}"#
    #expect(try await proxy.ask(.post, positions, other).body.contains("40903"))
  }

  @Test func `assigned partitions exclude a subscription`() async throws {
    let proxy = ProxyUnderTest()
    try await fill(proxy, 0..<1)
    _ = try await proxy.ask(
      .post,
      "/consumers/g",
      #"{"name":"c","format":"json","auto.offset.reset":"earliest"}"#
    )
    let path = "/consumers/g/instances/c"
    let assigned = try await proxy.ask(
      .post,
      path + "/assignments",
      #"{"partitions":[{"topic":"t","partition":0}]}"#
    )
    #expect(assigned.status == 204)
    #expect(try await proxy.read("c").body.contains(#""offset":0}"#))
    let refused = try await proxy.ask(.post, path + "/subscription", #"{"topics":["t"]}"#)
    #expect(refused.status == 409 && refused.body.contains("mutually exclusive"))
  }
}
