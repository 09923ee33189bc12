import CurlTransport
import HTTPWire
import KafkaRESTClient
import Synchronization
import TestKit
import Testing

/// Real connections to a server that does what proxies, gateways and networks do on bad days.
@Suite(.timeLimit(.minutes(1))) struct MisbehavingProxyTests {
  /// What the server does with a request it has read.
  enum Mood: Sendable {
    case well
    case status(Int, headers: String = "", body: String = "")
    /// Stores the records and hangs up without a word.
    case cutAfterStoring
    /// Hangs up at once.
    case cut
    /// Stores the records and sends half of the answer.
    case halfABody
    /// Stores the records and says nothing any more.
    case silence
    /// Stores what it likes.
    case refusing(Set<Int>)
  }

  /// A proxy over real sockets that goes through its moods and is well afterwards.
  final class Proxy: Sendable {
    let topic = PretendTopic()
    private let moods: Mutex<[Mood]>
    private let isRepeating: Bool

    init(_ moods: [Mood], repeating: Bool = false) {
      self.moods = Mutex(moods)
      isRepeating = repeating
    }

    func serve(_ connection: RawConnection) throws {
      while let (_, body) = try connection.readRequest() {
        switch nextMood() {
        case .well: try answer(topic.store(body), on: connection)
        case .refusing(let numbers):
          try answer(topic.store(body, refusing: numbers), on: connection)
        case .status(let status, let headers, let body):
          try connection.write(
            "HTTP/1.1 \(status) X\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
          )
        case .cutAfterStoring:
          _ = topic.store(body)
          return
        case .cut: return connection.reset()
        case .halfABody:
          let answer = topic.store(body)
          try connection.write(
            "HTTP/1.1 200 OK\r\nContent-Length: \(answer.utf8.count)\r\n\r\n"
              + answer.prefix(answer.count / 2)
          )
          return
        case .silence:
          _ = topic.store(body)
          _ = try connection.read()
          return
        }
      }
    }

    private func nextMood() -> Mood {
      moods.withLock { moods in
        guard !moods.isEmpty else { return .well }
        let mood = moods.removeFirst()
        if isRepeating { moods.append(mood) }
        return mood
      }
    }

    private func answer(_ body: String, on connection: RawConnection) throws {
      try connection.write(
        "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.kafka.v2+json\r\n"
          + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
      )
    }
  }

  static func client(
    port: Int,
    scheme: String = "http",
    _ change: (inout KafkaRESTOptions) -> Void = { _ in }
  ) throws -> KafkaRESTClient<CurlTransport> {
    var options = KafkaRESTOptions()
    options.retries.firstPause = .milliseconds(2)
    options.timeouts = HTTPTimeouts(connect: .seconds(5), idle: .milliseconds(300))
    change(&options)
    return KafkaRESTClient(
      CurlTransport(),
      endpoint: try HTTPEndpoint("\(scheme)://127.0.0.1:\(port)"),
      options: options
    )
  }

  @Test(arguments: [
    (Mood.cutAfterStoring, true), (.cut, true), (.halfABody, true), (.silence, true),
    (.status(500, body: "Internal Server Error"), true),
    (.status(504, body: #"{"message":"Endpoint request timed out"}"#), true),
    (.status(429, headers: "Retry-After: 0\r\n"), false),
    (.status(503, body: #"{"error_code":50301,"message":"busy"}"#), false),
  ])
  func `a record survives, and may be there twice only if that is said`(
    mood: Mood,
    inDoubt: Bool
  ) async throws {
    let proxy = Proxy([.well, mood])
    let server = try RawServer { connection, _ in try proxy.serve(connection) }
    defer { server.stop() }
    let kafka = try Self.client(port: server.port)
    let first = try await kafka.produce(Record(value: 0), to: "foo")
    let second = try await kafka.produce(Record(value: 1), to: "foo")
    #expect(first.written == ProducedRecord(partition: 0, offset: 0))
    #expect(second.written?.possiblyDuplicated == inDoubt)
    #expect(Set(proxy.topic.values) == [0, 1])
    if !inDoubt { #expect(proxy.topic.values == [0, 1]) }
  }

  @Test func `at most once is at most once`() async throws {
    let proxy = Proxy([.cutAfterStoring])
    let server = try RawServer { connection, _ in try proxy.serve(connection) }
    defer { server.stop() }
    let kafka = try Self.client(port: server.port) { $0.delivery = .atMostOnce }
    let error = await #expect(throws: KafkaRESTError.self) {
      try await kafka.produce(Record(value: 1), to: "foo")
    }
    #expect(error?.mayHaveArrived == true && proxy.topic.values == [1])
  }

  @Test func `over many bad days no record is lost and every second copy is announced`()
    async throws
  {
    try await Self.postOverBadDays(count: 2_000)
  }

  /// Posts numbers while the proxy goes through all its moods, and holds the tally and what was heard
  /// of each record against what is stored.
  static func postOverBadDays(count: Int) async throws {
    let proxy = Proxy(
      [
        .well, .cutAfterStoring, .status(429, headers: "Retry-After: 0\r\n"), .status(500), .well,
        .halfABody, .refusing([40, 41]), .cut, .well,
      ],
      repeating: true
    )
    let server = try RawServer { connection, _ in try proxy.serve(connection) }
    defer { server.stop() }
    let kafka = try Self.client(port: server.port) { $0.retries.attempts = 50 }
    var options = BatchingOptions()
    options.recordsPerRequest = 20
    let duplicates = Mutex<Set<Int>>([])
    let tally = try await kafka.withProducer(options: options) { producer in
      for number in 0..<count {
        try await producer.add(Record(value: number), to: "foo") { outcome in
          // One that was in doubt and is refused in the end may be there all the same, and says so.
          if outcome.written?.possiblyDuplicated ?? outcome.mayBeWritten {
            duplicates.withLock { _ = $0.insert(number) }
          }
        }
      }
      await producer.flush()
      return producer.tally
    }
    #expect(tally.accepted == count && tally.pending == 0)
    #expect(tally.failed == 0 && tally.notSent == 0)
    let copies = Dictionary(proxy.topic.values.map { ($0, 1) }, uniquingKeysWith: +)
    #expect(copies.count >= tally.written && copies.count + tally.refused >= count)
    let announced = duplicates.withLock { $0 }
    #expect(copies.filter { $0.value > 1 && !announced.contains($0.key) }.isEmpty)
  }

  @Test func `https to a server that speaks plain HTTP is named`() async throws {
    let server = try RawServer { connection, _ in
      _ = try connection.read()
      try connection.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
    }
    defer { server.stop() }
    let kafka = try Self.client(port: server.port, scheme: "https") { $0.retries = .none }
    let error = await #expect(throws: KafkaRESTError.self) { try await kafka.topics() }
    #expect(error?.code == .wrongScheme, "\(error.map { "\($0)" } ?? "")")
    #expect(error?.advice?.contains("use http://") == true)
  }

  @Test func `http to a server that speaks TLS is named`() async throws {
    let server = try RawServer { connection, _ in
      _ = try connection.readHead()
      // A fatal alert, unexpected_message: how a TLS server answers what is no ClientHello.
      try connection.write([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x0a])
    }
    defer { server.stop() }
    let kafka = try Self.client(port: server.port) { $0.retries = .none }
    let error = await #expect(throws: KafkaRESTError.self) { try await kafka.topics() }
    #expect(error?.code == .wrongScheme, "\(error.map { "\($0)" } ?? "")")
  }

  @Test func `nobody there is said so, with the usual port`() async throws {
    let kafka = try Self.client(port: LoopbackPort.free())
    let error = await #expect(throws: KafkaRESTError.self) { try await kafka.topics() }
    #expect(error?.code == .unreachable && error?.attempts == 5)
    #expect(error?.mayHaveArrived == false)
  }

  @Test func `asks for commits by a GET that really has a body`() async throws {
    let bodies = Mutex<[String]>([])
    let server = try RawServer { connection, _ in
      while let (head, body) = try connection.readRequest() {
        bodies.withLock { $0.append(String(decoding: body, as: UTF8.self)) }
        let answer =
          head.hasPrefix("POST") ? #"{"instance_id":"c1"}"# : #"{"offsets":[]}"#
        try connection.write(
          "HTTP/1.1 200 OK\r\nContent-Length: \(answer.utf8.count)\r\n\r\n\(answer)"
        )
      }
    }
    defer { server.stop() }
    let kafka = try Self.client(port: server.port)
    let consumer = try await kafka.createConsumer(group: "g")
    _ = try await consumer.committed(for: [TopicPartition("foo", 0)])
    #expect(
      bodies.withLock { $0.last } == #"{"partitions":[{"topic":"foo","partition":0}]}"#
    )
  }

  @Test func `streamed records and their reports pass each other on one connection`() async throws {
    let server = try RawServer { connection, _ in
      _ = try connection.readHead()
      try connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      var offset = 0
      while try !connection.readChunk().isEmpty {
        let report = #"{"error_code":200,"partition_id":0,"offset":\#(offset)}"#
        try connection.write("\(String(report.utf8.count, radix: 16))\r\n\(report)\r\n")
        offset += 1
      }
      try connection.write("0\r\n\r\n")
    }
    defer { server.stop() }
    let cluster = try Self.client(port: server.port).cluster("c1")
    let (records, next) = AsyncStream.makeStream(of: Record<Never, Int>.self)
    next.yield(Record(value: 0))
    let reports = try await cluster.produce(streaming: records, to: "foo")
    var offsets: [Int64?] = []
    for try await outcome in reports {
      offsets.append(outcome.written?.offset)
      // The next record is made only when the last one is reported on.
      if offsets.count < 50 { next.yield(Record(value: offsets.count)) } else { next.finish() }
    }
    #expect(offsets == (0..<50).map { Int64($0) })
  }
}

extension RawConnection {
  /// Reads one chunk of a chunked body; empty at its end.
  func readChunk() throws -> [UInt8] {
    var line: [UInt8] = []
    while !line.suffix(2).elementsEqual("\r\n".utf8) { line += try read(exactly: 1) }
    let size = Int(String(decoding: line.dropLast(2), as: UTF8.self), radix: 16) ?? 0
    let chunk = try read(exactly: size)
    _ = try read(exactly: 2)
    return chunk
  }
}
