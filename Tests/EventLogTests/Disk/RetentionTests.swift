import Testing

@testable import EventLog

@Suite struct RetentionTests {
  private let time = HandTime()

  private func openLog(
    _ folder: MemoryFolder,
    segmentBytes: Int = 4 << 10,
    totalBytes: Int? = nil
  ) throws -> EmbeddedLog {
    try folder.openLog(segmentBytes: segmentBytes) {
      $0.now = { [time] in time.now }
      $0.totalBytes = totalBytes
    }
  }

  private func fill(
    _ log: EmbeddedLog,
    _ topic: TopicName,
    _ count: Int,
    seconds: Double = 0
  ) async throws {
    for index in 0..<count {
      time.advance(by: seconds)
      _ = try await log.append(
        [Record(value: "\(index) " + String(repeating: "x", count: 200))],
        to: topic
      )
    }
  }

  @Test func `records go when they are older than their topic keeps them`() async throws {
    let folder = MemoryFolder()
    let log = try openLog(folder)
    let short = try await log.makeTopic("short", configs: ["retention.ms": "10000"])
    let long = try await log.makeTopic("long", configs: ["retention.ms": "-1"])
    try await fill(log, long, 10)
    try await fill(log, short, 100, seconds: 1)
    let segments = try folder.segments().count
    try await log.enforceRetention()
    // Exactly the last ten seconds are left: 90..<100, and the one that is ten seconds old.
    #expect(try await log.offsets(of: TopicPartition(short, 0)) == 89..<100)
    #expect(try await log.offsets(of: TopicPartition(long, 0)) == 0..<10)
    #expect(try folder.segments().count < segments / 2)
    #expect(try await log.texts(TopicPartition(short, 0), from: 89).count == 11)
    #expect(try await log.texts(TopicPartition(long, 0)).count == 10)
    time.advance(by: 3600)
    try await log.enforceRetention()
    #expect(try await log.offsets(of: TopicPartition(short, 0)) == 100..<100)
    #expect(try await openLog(folder).offsets(of: TopicPartition(short, 0)) == 100..<100)
  }

  @Test func `the oldest go when a partition is too large`() async throws {
    let log = try openLog(MemoryFolder(), segmentBytes: 256 << 10)
    let topic = try await log.makeTopic("t", configs: ["retention.bytes": "200000"])
    try await fill(log, topic, 2000)
    try await log.enforceRetention()
    let kept = try await log.offsets(of: TopicPartition(topic, 0))
    #expect(kept.upperBound == 2000)
    // As in Kafka no less is kept; here at most one entry of the index more.
    #expect((700..<1000).contains(kept.count))
    #expect(
      try await log.texts(TopicPartition(topic, 0), from: kept.lowerBound).count == kept.count
    )
  }

  @Test func `the whole log stays within its limit`() async throws {
    let folder = MemoryFolder()
    let log = try openLog(folder, totalBytes: 40_000)
    let topics = [try await log.makeTopic("a"), try await log.makeTopic("b")]
    for _ in 0..<20 {
      for topic in topics { try await fill(log, topic, 20) }
      let size = try folder.segments().reduce(0) { $0 + (try folder.bytes($1).count) }
      #expect(size <= 40_000)
    }
    for topic in topics {
      let kept = try await log.offsets(of: TopicPartition(topic, 0))
      #expect(kept.upperBound == 400 && kept.lowerBound > 200)
      let again = try openLog(folder)
      #expect(try await again.offsets(of: TopicPartition(topic, 0)) == kept)
      #expect(
        try await again.texts(TopicPartition(topic, 0), from: kept.lowerBound).count == kept.count
      )
    }
  }

  @Test func `a few records that are kept do not keep a whole segment`() async throws {
    let folder = MemoryFolder()
    let log = try openLog(folder)
    let (rare, common) = (try await log.makeTopic("rare"), try await log.makeTopic("common"))
    for _ in 0..<20 {
      try await fill(log, common, 30)
      try await fill(log, rare, 1)
    }
    let before = try folder.segments().count
    let position = try await log.read(
      TopicPartition(rare, 0),
      from: 7,
      upTo: ReadLimit(records: 1)
    ).nextOffset
    try await log.trim(TopicPartition(common, 0), before: 590)
    try await log.enforceRetention()
    let size = try folder.segments().reduce(0) { $0 + (try folder.bytes($1).count) }
    #expect(size < before * 2048)
    #expect(
      try await log.read(TopicPartition(rare, 0), from: position, upTo: ReadLimit()).records.count
        == 12
    )
    for log in [log, try openLog(folder), try folder.copy().openLog()] {
      #expect(try await log.texts(TopicPartition(rare, 0)).count == 20)
      #expect(try await log.offsets(of: TopicPartition(common, 0)) == 590..<600)
      #expect(try await log.texts(TopicPartition(common, 0), from: 590).count == 10)
      #expect(try await log.verify() == [])
      #expect(log.recovery == RecoveryReport())
    }
  }

  @Test func `removing a topic gives its room back`() async throws {
    let folder = MemoryFolder()
    let log = try openLog(folder)
    let topic = try await log.makeTopic("t")
    try await fill(log, topic, 200)
    try await log.deleteTopic(topic)
    try await log.enforceRetention()
    #expect(try folder.segments().count == 1)
    #expect(folder.names().filter { $0.hasSuffix(".index") } == [])
  }

  @Test func `reading goes on while segments are written anew`() async throws {
    let folder = MemoryFolder()
    let log = try openLog(folder)
    let (rare, common) = (try await log.makeTopic("rare"), try await log.makeTopic("common"))
    for _ in 0..<50 {
      try await fill(log, common, 10)
      try await fill(log, rare, 1)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for start in stride(from: 50, through: 500, by: 50) {
          try await log.trim(TopicPartition(common, 0), before: start)
          try await log.enforceRetention()
        }
      }
      group.addTask {
        for _ in 0..<200 {
          let count = try await log.texts(TopicPartition(rare, 0)).count
          #expect(count == 50)
        }
      }
      try await group.waitForAll()
    }
    #expect(try await log.verify() == [])
  }
}
