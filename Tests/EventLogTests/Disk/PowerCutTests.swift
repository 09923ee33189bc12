import Glibc
import Synchronization
import Testing

@testable import EventLog

/// The power goes while many append: of what was not synced, any sector may be there or not.
@Suite struct PowerCutTests {
  @Test(.timeLimit(.minutes(1)), arguments: 0..<30)
  func `what was acknowledged is there, and half an append never is`(seed: Int) async throws {
    let folder = VolatileFolder()
    let log = try folder.openLog(segmentBytes: 8 << 10)
    let topic = try await log.makeTopic("t", partitions: 2)
    let acknowledged = Acknowledged()
    let wanted = 20 + seed * 3
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask {
          for number in 0..<wanted / 8 {
            let name = "\(writer).\(number)"
            let records = (0..<4).map {
              Record(partition: $0 % 2, key: name, value: String(repeating: "x", count: 300))
            }
            let places = try await log.append(records, to: topic).placements
            acknowledged.add(name, at: places[0].offset)
          }
        }
      }
      var random = SeededGenerator(UInt64(seed))
      for _ in 0..<10 {
        let known = acknowledged.all
        try await check(folder.cut(&random), known, topic)
        await Task.yield()
      }
      try await group.waitForAll()
    }
  }

  private func check(
    _ remains: MemoryFolder,
    _ known: [String: Int],
    _ topic: TopicName
  ) async throws {
    let log = try remains.openLog(segmentBytes: 8 << 10)
    #expect(log.recovery.damage == [])
    #expect(try await log.verify() == [])
    var names: [[String]] = []
    for number in 0..<2 {
      let result = try await log.read(
        TopicPartition(topic, number),
        from: 0,
        upTo: ReadLimit(bytes: .max)
      )
      names.append(result.records.map { String(decoding: $0.key ?? [], as: UTF8.self) })
    }
    #expect(names[0].sorted() == names[1].sorted(), "an append is there by half")
    for (name, offset) in known { #expect(names[0].dropFirst(offset).first == name) }
  }
}

/// Where the appends came to lie of which an acknowledgement came.
private final class Acknowledged: Sendable {
  private let offsets = Mutex<[String: Int]>([:])

  var all: [String: Int] { offsets.withLock { $0 } }

  func add(_ name: String, at offset: Int) { offsets.withLock { $0[name] = offset } }
}

/// Files of which only what was synced is sure to outlive a power cut.
private final class VolatileFolder: LogFolder {
  private let files = Mutex<[String: VolatileFile]>([:])

  /// What is found after the power comes back.
  func cut(_ random: inout SeededGenerator) throws -> MemoryFolder {
    let remains = MemoryFolder()
    let all = files.withLock { files in files.mapValues(\.images) }
    for (name, images) in all.sorted(by: { $0.key < $1.key }) {
      try remains.replace(name, images.torn(&random))
    }
    return remains
  }

  func names() -> [String] { files.withLock { Array($0.keys) } }

  func create(_ name: String) -> any LogFile {
    let file = VolatileFile()
    files.withLock { $0[name] = file }
    return file
  }

  func open(_ name: String) throws(LogError) -> any LogFile {
    guard let file = files.withLock({ $0[name] }) else {
      throw LogError(call: "open", on: name, number: 2)
    }
    return file
  }

  func rename(_ name: String, to newName: String) {
    files.withLock { $0[newName] = $0.removeValue(forKey: name) }
  }

  func remove(_ name: String) { files.withLock { $0[name] = nil } }
  func unlock() {}
}

private final class VolatileFile: LogFile {
  struct Images {
    var synced: [UInt8] = []
    var current: [UInt8] = []

    /// Each sector old or new, the end anywhere between.
    func torn(_ random: inout SeededGenerator) -> [UInt8] {
      let sizes = [synced.count, current.count].sorted()
      var torn = synced + Array(repeating: 0, count: max(0, sizes[1] - synced.count))
      for start in stride(from: 0, to: current.count, by: 512) where Bool.random(using: &random) {
        let sector = start..<min(start + 512, current.count)
        torn.replaceSubrange(sector, with: current[sector])
      }
      return Array(torn.prefix(Int.random(in: sizes[0]...sizes[1], using: &random)))
    }
  }

  private let state = Mutex(Images())

  var images: Images { state.withLock { $0 } }

  func size() -> Int { state.withLock { $0.current.count } }

  func write(_ bytes: [UInt8], at position: Int) {
    state.withLock { state in
      state.current.replaceSubrange(
        position..<min(position + bytes.count, state.current.count),
        with: bytes
      )
    }
  }

  /// Takes its time, as a disk does, so that most cuts come between a write and its sync.
  func sync() {
    usleep(300)
    state.withLock { $0.synced = $0.current }
  }

  func truncate(to size: Int) { state.withLock { $0.current = Array($0.current.prefix(size)) } }

  func read(_ range: Range<Int>, into buffer: inout [UInt8], mayWait: Bool) -> Int? {
    MemoryFile(images.current).read(range, into: &buffer, mayWait: mayWait)
  }
}
