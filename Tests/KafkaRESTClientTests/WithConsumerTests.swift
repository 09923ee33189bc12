import Foundation
import HTTPWire
import KafkaRESTClient
import Testing

/// A consumer from its creation to its deletion.
@Suite struct WithConsumerTests {
  typealias Client = KafkaRESTClient<ScriptedTransport>
  typealias Reply = ScriptedTransport.Reply

  struct Stop: Error {}

  static let created = Reply.ok(#"{"instance_id":"c1"}"#)
  static let gone = Reply.error(404, 40403, "Consumer instance not found.")

  static func page(_ offsets: Range<Int>) -> Reply {
    let records = offsets.map {
      #"{"topic":"foo","key":null,"value":\#($0),"partition":0,"offset":\#($0)}"#
    }
    return .ok("[\(records.joined(separator: ","))]")
  }

  /// What was asked, in short: `create`, `subscribe`, `read`, `commit 4`, `delete`.
  static func story(_ kafka: Client) -> [String] {
    kafka.transport.asked.map { asked in
      switch (asked.method, asked.url.split(separator: "/").last ?? "") {
      case ("POST", "g1"): "create"
      case ("POST", "subscription"): "subscribe"
      case ("GET", "records"): "read"
      case ("POST", "offsets"):
        "commit " + (asked.body.split(separator: ":").last ?? "").filter(\.isNumber)
      case ("DELETE", _): "delete"
      default: asked.line
      }
    }
  }

  @Test func `reads past empty answers, commits what was processed and deletes`() async throws {
    let kafka = try Client.scripted(
      Self.created,
      .noContent,
      .ok("[]"),
      .ok("[]"),
      Self.page(0..<3),
      .ok("[]"),
      Self.page(3..<5),
      .noContent,
      .noContent
    )
    let values = try await kafka.withConsumer(
      group: "g1",
      reading: ["foo"],
      values: Int.self
    ) { records in
      var values: [Int?] = []
      for try await record in records {
        values.append(record.value)
        if values.count == 4 { break }
      }
      return values
    }
    #expect(values == [0, 1, 2, 3])
    #expect(
      Self.story(kafka) == [
        "create", "subscribe", "read", "read", "read", "commit 2", "read", "commit 3", "delete",
      ]
    )
  }

  @Test func `what was being worked on when the closure threw is not committed`() async throws {
    let kafka = try Client.scripted(
      Self.created,
      .noContent,
      Self.page(0..<5),
      .noContent,
      .noContent
    )
    await #expect(throws: Stop.self) {
      try await kafka.withConsumer(group: "g1", reading: ["foo"]) { records in
        for try await record in records where record.offset == 3 { throw Stop() }
      }
    }
    #expect(Self.story(kafka) == ["create", "subscribe", "read", "commit 2", "delete"])
  }

  @Test func `nothing processed, nothing committed`() async throws {
    let kafka = try Client.scripted(Self.created, .noContent, Self.page(0..<5), .noContent)
    await #expect(throws: Stop.self) {
      try await kafka.withConsumer(group: "g1", reading: ["foo"]) { records in
        for try await _ in records { throw Stop() }
      }
    }
    #expect(Self.story(kafka) == ["create", "subscribe", "read", "delete"])
  }

  @Test func `is deleted when its subscription is refused`() async throws {
    let kafka = try Client.scripted(
      Self.created,
      .error(409, 40903, "Illegal state: "),
      .noContent
    )
    let error = await #expect(throws: KafkaRESTError.self) {
      try await kafka.withConsumer(group: "g1", reading: ["foo"]) { _ in }
    }
    #expect(error?.code == .conflict)
    #expect(Self.story(kafka) == ["create", "subscribe", "delete"])
  }

  @Test(.timeLimit(.minutes(1)))
  func `is deleted when the task is cancelled`() async throws {
    let (reading, startedReading) = AsyncStream.makeStream(of: Void.self)
    let kafka = try Client.scripted(
      Self.created,
      .noContent,
      Self.page(0..<2),
      .noContent,
      .respond { request async throws(HTTPTransportError) in
        startedReading.yield()
        try? await Task.sleep(for: .seconds(3_600))
        throw HTTPTransportError(.cancelled, request: request, detail: "", mayHaveArrived: true)
      },
      .respond { _ async throws(HTTPTransportError) in
        HTTPResponse(status: Task.isCancelled ? 500 : 204)
      }
    )
    let work = Task {
      try await kafka.withConsumer(group: "g1", reading: ["foo"]) { records in
        for try await _ in records {}
      }
    }
    for await _ in reading { break }
    work.cancel()
    let error = await #expect(throws: KafkaRESTError.self) { try await work.value }
    #expect(error?.code == .cancelled)
    #expect(
      Self.story(kafka) == ["create", "subscribe", "read", "commit 1", "read", "delete"]
    )
  }

  @Test func `one whose creation was cancelled on its way is deleted all the same`() async throws {
    let kafka = try Client.scripted(.failure(.cancelled, mayHaveArrived: true), .noContent)
    let error = await #expect(throws: KafkaRESTError.self) {
      try await kafka.withConsumer(group: "g1", reading: ["foo"]) { _ in }
    }
    #expect(error?.code == .cancelled)
    #expect(Self.story(kafka) == ["create", "delete"])
  }

  @Test func `is made anew after it expired, and nothing is handed out twice`() async throws {
    let kafka = try Client.scripted(
      Self.created,
      .noContent,
      Self.page(0..<3),
      // Processing took too long: the commit finds the consumer gone.
      Self.gone,
      Self.created,
      .noContent,
      // Nothing was committed, so the same records come again, and one more.
      Self.page(0..<4),
      .noContent,
      .noContent
    )
    let offsets = try await kafka.withConsumer(group: "g1", reading: ["foo"]) { records in
      var offsets: [Int64] = []
      for try await record in records {
        offsets.append(record.offset)
        if record.offset == 3 { break }
      }
      return offsets
    }
    #expect(offsets == [0, 1, 2, 3])
    #expect(
      Self.story(kafka) == [
        "create", "subscribe", "read", "commit 2", "create", "subscribe", "read", "commit 3",
        "delete",
      ]
    )
  }

  @Test func `a lost answer costs no record`() async throws {
    let kafka = try Client.scripted(
      Self.created,
      .noContent,
      Self.page(0..<2),
      .noContent,
      // The proxy has moved on past records that nobody got.
      .failure(.connectionLost, mayHaveArrived: true),
      .noContent,
      Self.created,
      .noContent,
      Self.page(2..<4),
      .noContent,
      .noContent
    )
    let offsets = try await kafka.withConsumer(group: "g1", reading: ["foo"]) { records in
      var offsets: [Int64] = []
      for try await record in records {
        offsets.append(record.offset)
        if record.offset == 3 { break }
      }
      return offsets
    }
    #expect(offsets == [0, 1, 2, 3])
    #expect(
      Self.story(kafka) == [
        "create", "subscribe", "read", "commit 1", "read", "delete", "create", "subscribe", "read",
        "commit 3", "delete",
      ]
    )
  }

  @Test func `a proxy that forgets every consumer is told so`() async throws {
    var replies: [Reply] = []
    for _ in 1...5 { replies += [Self.created, .noContent, Self.gone] }
    let kafka = KafkaRESTClient(
      ScriptedTransport(replies + [.noContent]),
      endpoint: try HTTPEndpoint("http://127.0.0.1:8082"),
      options: {
        var options = KafkaRESTOptions()
        options.clock = EagerClock()
        return options
      }()
    )
    let error = await #expect(throws: KafkaRESTError.self) {
      try await kafka.withConsumer(group: "g1", reading: ["foo"]) { records in
        for try await _ in records {}
      }
    }
    #expect(error?.code == .consumerNotFound)
    #expect(error?.advice?.contains("several proxies share one address") == true)
  }

  @Test func `Strimzi's bare 404 is an expiry too`() async throws {
    let kafka = try Client.scripted(
      Self.created,
      .noContent,
      .error(404, 404, "The specified consumer instance was not found."),
      Self.created,
      .noContent,
      Self.page(0..<1),
      .noContent,
      .noContent
    ) { $0.dialect = .strimzi }
    try await kafka.withConsumer(group: "g1", reading: ["foo"]) { records in
      for try await _ in records { break }
    }
    #expect(Self.story(kafka).filter { $0 == "create" }.count == 2)
  }

  @Test func `ends after the silence it was allowed`() async throws {
    let clock = EagerClock()
    let kafka = try Client.scripted(
      Self.created,
      .noContent,
      .ok("[]"),
      .ok("[]"),
      .ok("[]"),
      .noContent,
      clock: clock
    )
    var options = ConsumerOptions()
    options.endsAfterSilence = .milliseconds(200)
    let count = try await kafka.withConsumer(
      group: "g1",
      reading: ["foo"],
      options: options
    ) { records in
      var count = 0
      for try await _ in records { count += 1 }
      return count
    }
    #expect(count == 0 && clock.slept == [.milliseconds(100), .milliseconds(100)])
  }

  @Test func `commits only on request where that is wanted`() async throws {
    let kafka = try Client.scripted(
      Self.created,
      .noContent,
      Self.page(0..<3),
      .noContent,
      Self.page(3..<4),
      .noContent
    )
    var options = ConsumerOptions()
    options.commits = .onRequest
    try await kafka.withConsumer(group: "g1", reading: ["foo"], options: options) { records in
      for try await record in records {
        if record.offset == 2 { try await records.commit() }
        if record.offset == 3 { break }
      }
    }
    #expect(
      Self.story(kafka) == ["create", "subscribe", "read", "commit 1", "read", "delete"]
    )
  }

  @Test func `a record of another kind is named, and the next one can still be had`() async throws {
    let kafka = try Client.scripted(
      Self.created,
      .noContent,
      .ok(
        #"[{"topic":"foo","key":null,"value":{"name":"Maya"},"partition":0,"offset":7},"#
          + #"{"topic":"foo","key":null,"value":8,"partition":0,"offset":8}]"#
      ),
      .noContent,
      .noContent
    )
    try await kafka.withConsumer(
      group: "g1",
      reading: ["foo"],
      values: Int.self
    ) { records in
      var iterator = records.makeAsyncIterator()
      let error = await #expect(throws: KafkaRESTError.self) { try await iterator.next() }
      #expect(error?.description.contains(#"offset 7 holds {"name":"Maya"}"#) == true)
      let next = try await iterator.next()
      #expect(next?.value == 8)
    }
    #expect(Self.story(kafka).suffix(2) == ["commit 8", "delete"])
  }
}
