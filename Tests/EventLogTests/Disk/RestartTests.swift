import Foundation
import TestKit
import Testing

@testable import EventLog

@Suite struct RestartTests {
  /// A log with a bit of everything, over many segments; says what it should hold.
  private func fill(_ log: EmbeddedLog) async throws -> [TopicPartition: [StoredRecord]] {
    let topic = try await log.makeTopic("a", partitions: 3, configs: ["retention.ms": "-1"])
    let gone = try await log.makeTopic("gone")
    _ = try await log.append([Record(value: "x")], to: gone)
    try await log.deleteTopic(gone)
    for batch in 0..<60 {
      let records = (0..<9).map { index in
        Record(
          partition: index % 3,
          key: "k\(index)",
          value: "\(batch) \(index) " + String(repeating: "x", count: (batch * 7) % 200)
        )
      }
      _ = try await log.append(records, to: topic, idempotencyKey: "key \(batch)")
      try await log.commit(
        [TopicPartition(topic, 0): .init(batch, metadata: "m\(batch)")],
        for: "g",
        as: nil
      )
    }
    try await log.trim(TopicPartition(topic, 1), before: 100)
    _ = try await log.changeTopic(topic, TopicChange(partitions: 4))
    return try await contents(log)
  }

  private func contents(_ log: EmbeddedLog) async throws -> [TopicPartition: [StoredRecord]] {
    var contents: [TopicPartition: [StoredRecord]] = [:]
    for topic in try await log.topics() {
      for number in 0..<topic.partitions {
        let partition = TopicPartition(topic.name, number)
        let offsets = try await log.offsets(of: partition)
        contents[partition] = try await log.read(
          partition,
          from: offsets.lowerBound,
          upTo: ReadLimit(bytes: .max)
        ).records
      }
    }
    return contents
  }

  private func check(_ log: EmbeddedLog, holds wanted: [TopicPartition: [StoredRecord]])
    async throws
  {
    #expect(try await contents(log) == wanted)
    let topic = try TopicName("a")
    #expect(try await log.topics().map(\.name) == [topic])
    #expect(try await log.describeTopic(topic).configs == ["retention.ms": "-1"])
    #expect(try await log.offsets(of: TopicPartition(topic, 1)) == 100..<180)
    #expect(
      try await log.committedOffsets(of: "g")
        == [TopicPartition(topic, 0): .init(59, metadata: "m59")]
    )
    let again = (0..<9).map { index in
      Record(
        partition: index % 3,
        key: "k\(index)",
        value: "59 \(index) " + String(repeating: "x", count: (59 * 7) % 200)
      )
    }
    #expect(try await log.append(again, to: topic, idempotencyKey: "key 59").isRepeat)
    #expect(try await log.verify() == [])
  }

  @Test func `everything is there after a clean end`() async throws {
    try await withTemporaryDirectory { folder in
      var options = EmbeddedLog.Options()
      options.segmentBytes = 4 << 10
      let log = try await EmbeddedLog.open(folder.path, options)
      let wanted = try await fill(log)
      try await log.close()
      let again = try await EmbeddedLog.open(folder.path, options)
      try await check(again, holds: wanted)
      #expect(again.recovery == RecoveryReport())
    }
  }

  @Test func `everything is there without an end`() async throws {
    let folder = MemoryFolder()
    let wanted = try await fill(try folder.openLog())
    try await check(try folder.copy().openLog(), holds: wanted)
  }

  @Test func `missing and spoilt indexes are made again`() async throws {
    let folder = MemoryFolder()
    let wanted = try await fill(try folder.openLog())
    let indexes = folder.names().filter { $0.hasSuffix(".index") }.sorted()
    #expect(indexes.count > 5)
    folder.remove(indexes[0])
    try folder.replace(indexes[1], Array(folder.bytes(indexes[1]).dropLast()))
    try folder.replace(indexes[2], folder.bytes(indexes[3]))
    let log = try folder.openLog()
    try await check(log, holds: wanted)
    #expect(log.recovery.rebuiltIndexes == 3)
    #expect(try folder.openLog().recovery.rebuiltIndexes == 0)
  }

  @Test func `a spoilt snapshot is replaced by the segments before`() async throws {
    let folder = MemoryFolder()
    let wanted = try await fill(try folder.openLog())
    let last = try #require(try folder.segments().last)
    var bytes = try folder.bytes(last)
    bytes[Segment.firstFrame + FrameHeader.byteCount + 3] ^= 1
    try folder.replace(last, bytes)
    let log = try folder.openLog()
    #expect(try await contents(log) == wanted)
    #expect(log.recovery.damage.map(\.file) == [last])
    _ = try await log.makeTopic("new")
    #expect(try folder.segments().count == Int(last.prefix(10)).map { $0 + 1 })
    #expect(try folder.openLog().recovery.damage == [])
  }

  @Test func `offsets go on where they were, even of an emptied partition`() async throws {
    let folder = MemoryFolder()
    let log = try folder.openLog()
    let topic = try await log.makeTopic("t")
    _ = try await log.append((0..<5).map { Record(value: "\($0)") }, to: topic)
    try await log.trim(TopicPartition(topic, 0), before: 5)
    let again = try folder.openLog()
    #expect(try await again.offsets(of: TopicPartition(topic, 0)) == 5..<5)
    let receipt = try await again.append([Record(value: "v")], to: topic)
    #expect(receipt.placements.map(\.offset) == [5])
  }

  @Test func `a large snapshot does not begin a segment with every append`() async throws {
    let folder = MemoryFolder()
    let log = try folder.openLog(segmentBytes: 1 << 10)
    let topic = try await log.makeTopic("t")
    for index in 0..<400 {
      _ = try await log.append(
        [Record(value: "v")],
        to: topic,
        idempotencyKey: "a rather long key \(index)"
      )
    }
    #expect(try folder.segments().count < 20)
  }

  @Test func `one directory has one log`() async throws {
    try await withTemporaryDirectory { folder in
      let log = try await EmbeddedLog.open(folder.path)
      await expect(.locked) { _ = try await EmbeddedLog.open(folder.path) }
      _ = try await log.makeTopic("t")
      try await log.close()
      try await log.close()
      await expect(.closed) { _ = try await log.makeTopic("u") }
      await expect(.closed) { _ = try await log.describeTopic(TopicName("t")) }
      _ = try await EmbeddedLog.open(folder.path)
    }
  }

  @Test(.timeLimit(.minutes(1))) func `closing wakes who waits`() async throws {
    let log = try MemoryFolder().openLog()
    let topic = try await log.makeTopic("t")
    let read = Task {
      try await log.read(TopicPartition(topic, 0), from: 0, waiting: .seconds(50))
    }
    await Task.yield()
    try await log.close()
    await expect(.closed) { _ = try await read.value }
  }

  @Test func `a directory that cannot be is refused by name`() async throws {
    let error = await expect(.storageFailed) {
      _ = try await EmbeddedLog.open("/proc/no/such/place")
    }
    #expect(error?.subject == "/proc/no/such/place")
  }
}
