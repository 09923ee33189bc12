import EventLog
import Foundation
import Synchronization
import Testing

@testable import SinkConnector

/// A store in memory that can be told to be away.
final class MemorySink: ObjectSink {
  struct Away: RetriableSinkError { let isRetriable = true }

  private struct State {
    var objects: [String: [UInt8]] = [:]
    var puts = 0
    var failures = 0
    /// How many more puts come back; then the process dies, as it were.
    var life: Int?
  }

  /// The end of a process behind a put that was made.
  struct Killed: Error {}

  private let state = Mutex(State())

  var objects: [String: String] {
    state.withLock { $0.objects.mapValues { String(decoding: $0, as: UTF8.self) } }
  }
  var puts: Int { state.withLock(\.puts) }

  func fail(_ times: Int) { state.withLock { $0.failures = times } }
  func check(bucket: String) async throws {}
  func put(_ object: SinkObject, overwrites: Bool) async throws {
    try state.withLock { state in
      state.puts += 1
      if state.failures > 0 {
        state.failures -= 1
        throw Away()
      }
      if let there = state.objects[object.key], there != object.content, !overwrites {
        throw ObjectConflict(bucket: object.bucket, key: object.key)
      }
      state.objects[object.key] = object.content
      guard let life = state.life else { return }
      state.life = life - 1
      if life <= 1 { throw Killed() }
    }
  }

  func kill(after puts: Int?) { state.withLock { $0.life = puts } }
}

@Suite struct SinkTaskTests {
  let log = EmbeddedLog.inMemory()
  let sink = MemorySink()
  let topic = "0af8d0adfd13.pin"

  func fill(_ values: String?...) async throws {
    let name = try TopicName(topic)
    _ = try? await log.createTopic(name, TopicSettings())
    let records = values.map { Record(value: $0.map { Array($0.utf8)[...] }) }
    _ = try await log.append(records, to: name)
  }

  /// Runs a task until everything in the topic is committed.
  func drain(
    _ changes: [String: String?] = [:],
    now: @escaping @Sendable () -> Date = { Date() }
  ) async throws {
    let settings = try SinkSettings(SinkSettingsTests.config(changes))
    let end = try await log.offsets(of: TopicPartition(TopicName(topic), 0)).upperBound
    try await withThrowingTaskGroup(of: Void.self) { group in
      let (reached, reach) = AsyncStream.makeStream(of: Int.self)
      let task = SinkTask(
        settings: settings,
        number: 0,
        log: log,
        sink: sink,
        clock: ContinuousClock(),
        now: now,
        progress: { _, offset in reach.yield(offset) }
      )
      group.addTask {
        defer { reach.finish() }
        try await task.run()
      }
      for await offset in reached where offset >= end { break }
      group.cancelAll()
      try await group.waitForAll()
    }
  }

  func key(_ offset: Int) -> String {
    "topics/\(topic)/partition=0/\(topic)+0+000000000\(offset).json"
  }

  @Test(.timeLimit(.minutes(1)))
  func `each record becomes an object of its own`() async throws {
    try await fill(#"{"b":1,"a":2}"#, #""text""#, "42")
    try await drain()
    #expect(sink.objects == [key(0): "{\"a\":2,\"b\":1}\n", key(1): "\"text\"\n", key(2): "42\n"])
  }

  @Test(.timeLimit(.minutes(1)))
  func `a run after a run goes on behind it and writes nothing twice`() async throws {
    try await fill("1", "2")
    try await drain()
    try await fill("3")
    try await drain()
    #expect(sink.puts == 3 && sink.objects.count == 3)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a store that is away is waited for`() async throws {
    try await fill("1", "2")
    sink.fail(3)
    try await drain(["retry.backoff.ms": "1"])
    #expect(sink.objects.count == 2 && sink.puts == 5)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a value that is no JSON fails the task as Connect does`() async throws {
    try await fill("1", "not json", "3")
    let error = await #expect(throws: SinkFailure.self) { try await drain() }
    #expect(
      error?.description.hasPrefix(
        "org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded in error handler\n"
      ) == true
    )
    #expect(error?.description.contains("offset 1") == true)
    // What stood before it is stored, and the next run meets it first.
    #expect(sink.objects == [key(0): "1\n"])
    await #expect(throws: SinkFailure.self) { try await drain() }
    try await drain(["errors.tolerance": "all"])
    #expect(sink.objects == [key(0): "1\n", key(2): "3\n"])
  }

  /// Folders by the wall clock, the clock an hour later with every run.
  @Test(.timeLimit(.minutes(1)), arguments: [1, 2, 3, 5, 8])
  func `the same objects come out after a crash, though the clock had a part in them`(
    life: Int
  ) async throws {
    let changes = [
      "partitioner.class": "HourlyPartitioner", "timezone": "UTC", "flush.size": "3",
      "upload.concurrency": "1",
    ]
    for number in 0..<30 { try await fill("\(number)") }
    for run in 0..<40 {
      sink.kill(after: run < 39 ? life : nil)
      let moment = Date(timeIntervalSince1970: Double(run) * 3_600)
      do {
        try await drain(changes) { moment }
        break
      } catch is SinkFailure {}
    }
    let lines = sink.objects.values.flatMap { $0.split(separator: "\n") }.map(String.init)
    #expect(lines.sorted() == (0..<30).map { "\($0)" }.sorted())
  }

  @Test(.timeLimit(.minutes(1)))
  func `bad records are skipped, or kept as letters that say why`() async throws {
    try await fill("1", "not json", nil, "3")
    try await drain(["errors.tolerance": "all"])
    #expect(sink.objects.keys.sorted() == [key(0), key(3)])

    try await fill("oops")
    try await drain([
      "name": "other", "errors.tolerance": "all", "errors.deadletterqueue.topic.name": "letters",
      "errors.deadletterqueue.context.headers.enable": "true",
    ])
    let letters = try await log.read(
      TopicPartition(TopicName("letters"), 0),
      from: 0,
      upTo: ReadLimit()
    )
    #expect(
      letters.records.map { $0.value.map { String(decoding: $0, as: UTF8.self) } } == [
        "not json", nil, "oops",
      ]
    )
    #expect(letters.records[0].headers.contains { $0.name == "__connect.errors.exception.message" })
  }

  @Test(.timeLimit(.minutes(1)))
  func `another object of the same name is not replaced unless that is wanted`() async throws {
    try await fill("1")
    try await sink.put(
      SinkObject(
        bucket: "b",
        key: key(0),
        content: Array("old\n".utf8),
        contentType: "",
        tags: [:]
      ),
      overwrites: true
    )
    let error = await #expect(throws: SinkFailure.self) { try await drain() }
    #expect(error?.description.contains("is there already with other bytes") == true)
    try await drain(["on.conflict": "overwrite"])
    #expect(sink.objects[key(0)] == "1\n")
  }

  @Test(.timeLimit(.minutes(1)))
  func `several records an object, by field and compressed`() async throws {
    try await fill(#"{"c":"art"}"#, #"{"c":"quotes"}"#, #"{"c":"art"}"#, #"{"c":"art"}"#)
    try await drain([
      "flush.size": "4", "partitioner.class": "FieldPartitioner", "partition.field.name": "c",
      "json.bytes": "preserve",
    ])
    #expect(
      sink.objects["topics/\(topic)/c=art/\(topic)+0+0000000000.json"]
        == "{\"c\":\"art\"}\n{\"c\":\"art\"}\n{\"c\":\"art\"}\n"
    )
    #expect(
      sink.objects["topics/\(topic)/c=quotes/\(topic)+0+0000000001.json"] == "{\"c\":\"quotes\"}\n"
    )
  }
}
