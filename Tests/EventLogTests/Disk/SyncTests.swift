import Testing

@testable import EventLog

@Suite struct SyncTests {
  @Test(.timeLimit(.minutes(1))) func `16 appenders of batches share their syncs`() async throws {
    let log = try MemoryFolder().openLog(segmentBytes: 64 << 20)
    try await append(160, of: 100, to: log)
    let statistics = log.statistics
    #expect(statistics.records == 16_000)
    // The first sync is the segment's own; one for each append would be 160.
    #expect(statistics.records / statistics.syncs >= 100)
    #expect(try await log.offsets(of: TopicPartition(TopicName("t"), 0)) == 0..<16_000)
  }

  @Test func `never means never, until one asks`() async throws {
    let log = try MemoryFolder().openLog(segmentBytes: 64 << 20) { $0.fsync = .never }
    try await append(20, of: 1, to: log)
    #expect(log.statistics.syncs == 0)
    try await log.sync()
    _ = try await log.makeTopic("u")
    #expect(log.statistics.syncs == 1)
  }

  @Test func `an interval syncs with the first append behind it`() async throws {
    let log = try MemoryFolder().openLog(segmentBytes: 64 << 20) {
      $0.fsync = .interval(.seconds(3600))
    }
    try await append(20, of: 1, to: log)
    #expect(log.statistics.syncs == 0)
    let eager = try MemoryFolder().openLog(segmentBytes: 64 << 20) {
      $0.fsync = .interval(.nanoseconds(1))
    }
    try await append(20, of: 1, to: eager)
    #expect(eager.statistics.syncs > 0)
  }

  @Test(.timeLimit(.minutes(1))) func `run() syncs what nobody follows up on`() async throws {
    let clock = StepClock()
    let log = try MemoryFolder().openLog(segmentBytes: 64 << 20) {
      $0.fsync = .interval(.seconds(3600))
      $0.clock = clock
      $0.retentionInterval = .seconds(1 << 20)
    }
    try await append(1, of: 1, to: log)
    let running = Task { await log.run() }
    await clock.step()
    await clock.step()
    running.cancel()
    await running.value
    _ = try await log.makeTopic("u")
    #expect(log.statistics.syncs == 1)
    #expect(log.statistics.upkeepError == nil)
  }

  private func append(_ count: Int, of size: Int, to log: EmbeddedLog) async throws {
    let topic = try await log.makeTopic("t")
    let batch = Array(repeating: Record(value: "some value"), count: size)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<min(count, 16) {
        group.addTask {
          for _ in 0..<count / min(count, 16) { _ = try await log.append(batch, to: topic) }
        }
      }
      try await group.waitForAll()
    }
  }
}
