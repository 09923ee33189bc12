import Foundation
import Synchronization
import Testing

@testable import EventLog

@Suite struct FaultTests {
  @Test func `a full disk refuses the append, keeps nothing of it, and works again with room`()
    async throws
  {
    let folder = FaultyFolder()
    let log = try folder.openLog(segmentBytes: 1 << 20)
    let topic = try await log.makeTopic("t")
    let partition = TopicPartition(topic, 0)
    _ = try await log.append([Record(value: "before")], to: topic)
    for room in [0, 1, 60, 100] {
      folder.faults.withLock { $0.room = room }
      let error = await expect(.storageFull) {
        _ = try await log.append([Record(value: String(repeating: "x", count: 100))], to: topic)
      }
      #expect(error?.detail.contains("No space left") == true)
      #expect(try await log.texts(partition) == ["before"])
    }
    folder.faults.withLock { $0.room = .max }
    let receipt = try await log.append([Record(value: "after")], to: topic)
    #expect(receipt.placements.map(\.offset) == [1])
    #expect(try await log.texts(partition) == ["before", "after"])
    let again = try folder.base.copy().openLog()
    #expect(try await again.texts(partition) == ["before", "after"])
    #expect(again.recovery == RecoveryReport())
  }

  @Test func `a disk that is full when a segment must begin recovers too`() async throws {
    let folder = FaultyFolder()
    let log = try folder.openLog(segmentBytes: 300)
    let topic = try await log.makeTopic("t")
    _ = try await log.append([Record(value: String(repeating: "x", count: 300))], to: topic)
    folder.faults.withLock { $0.room = 10 }
    await expect(.storageFull) { _ = try await log.append([Record(value: "v")], to: topic) }
    #expect(folder.names().filter { $0.hasSuffix(".new") } == [])
    folder.faults.withLock { $0.room = .max }
    _ = try await log.append([Record(value: "v")], to: topic)
    #expect(try await folder.base.copy().openLog().texts(TopicPartition(topic, 0)).count == 2)
  }

  @Test(arguments: [false, true])
  func `after a failed sync nothing of the write comes back`(refusesCuts: Bool) async throws {
    let folder = FaultyFolder()
    let log = try folder.openLog(segmentBytes: 1 << 20)
    let topic = try await log.makeTopic("t")
    let partition = TopicPartition(topic, 0)
    _ = try await log.append([Record(value: "before")], to: topic)
    folder.faults.withLock {
      $0.failingSyncs = 1; $0.refusesCuts = refusesCuts
    }
    await expect(.storageFailed) { _ = try await log.append([Record(value: "lost")], to: topic) }
    #expect(try await log.texts(partition) == ["before"])
    let receipt = try await log.append([Record(value: "after")], to: topic)
    #expect(receipt.placements.map(\.offset) == [1])
    #expect(try await log.texts(partition) == ["before", "after"])
    // What the failed write left in the old file must not come to life.
    let again = try folder.base.copy().openLog()
    #expect(try await again.texts(partition) == ["before", "after"])
    #expect(try folder.segments().count == 2)
  }

  @Test func `a refused cut is made up for before the next write`() async throws {
    let folder = FaultyFolder()
    let log = try folder.openLog(segmentBytes: 1 << 20)
    let topic = try await log.makeTopic("t")
    folder.faults.withLock {
      $0.room = 60; $0.refusesCuts = true
    }
    await expect(.storageFull) { _ = try await log.append([Record(value: "lost")], to: topic) }
    await expect(.storageFailed) { _ = try await log.append([Record(value: "lost")], to: topic) }
    folder.faults.withLock {
      $0.room = .max; $0.refusesCuts = false
    }
    _ = try await log.append([Record(value: "kept")], to: topic)
    let again = try folder.base.copy().openLog()
    #expect(try await again.texts(TopicPartition(topic, 0)) == ["kept"])
  }

  @Test(.enabled(if: SmallDisk.isPossible), .timeLimit(.minutes(1)))
  func `a real disk that is full is met the same way`() async throws {
    try await SmallDisk.run(kilobytes: 400) { disk in
      let ballast = disk.appending(path: "ballast")
      try Data(repeating: 1, count: 200_000).write(to: ballast)
      let log = try await EmbeddedLog.open(disk.appending(path: "log").path)
      let topic = try await log.makeTopic("t")
      let record = Record(value: String(repeating: "x", count: 5000))
      var stored = 0
      await expect(.storageFull) {
        while true {
          _ = try await log.append([record], to: topic)
          stored += 1
        }
      }
      #expect(stored > 20)
      #expect(try await log.offsets(of: TopicPartition(topic, 0)) == 0..<stored)
      try FileManager.default.removeItem(at: ballast)
      _ = try await log.append([record], to: topic)
      try await log.close()
      let again = try await EmbeddedLog.open(disk.appending(path: "log").path)
      #expect(try await again.offsets(of: TopicPartition(topic, 0)) == 0..<stored + 1)
      #expect(again.recovery == RecoveryReport())
      try await again.close()
    }
  }

  @Test func `everybody in a failed write is told`() async throws {
    let folder = FaultyFolder()
    let log = try folder.openLog(segmentBytes: 1 << 20)
    let topic = try await log.makeTopic("t")
    folder.faults.withLock { $0.room = 0 }
    let refused = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<50 {
        group.addTask {
          do { _ = try await log.append([Record(value: "v")], to: topic) } catch {
            return (error as? LogError)?.code == .storageFull
          }
          return false
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(refused == 50)
    #expect(try await log.offsets(of: TopicPartition(topic, 0)) == 0..<0)
  }

  @Test func `cold bytes are read on a thread that may wait`() async throws {
    let folder = FaultyFolder()
    let log = try folder.openLog()
    let topic = try await log.makeTopic("t")
    let partition = TopicPartition(topic, 0)
    let texts = (0..<300).map { "value \($0)" }
    for text in texts { _ = try await log.append([Record(value: text)], to: topic) }
    folder.faults.withLock { $0.isCold = true }
    #expect(try await log.texts(partition) == texts)
    let last = try await log.offset(in: partition, at: LogTimestamp(milliseconds: 0))
    #expect(last == 0)
  }

  @Test func `a read that fails says so and works the next time`() async throws {
    let folder = FaultyFolder()
    let log = try folder.openLog(segmentBytes: 1 << 20)
    let topic = try await log.makeTopic("t")
    let partition = TopicPartition(topic, 0)
    _ = try await log.append([Record(value: "v")], to: topic)
    folder.faults.withLock {
      $0.isCold = true; $0.failingReads = 1
    }
    await expect(.storageFailed) {
      _ = try await log.read(partition, from: 0, upTo: ReadLimit())
    }
    #expect(try await log.texts(partition) == ["v"])
  }
}
