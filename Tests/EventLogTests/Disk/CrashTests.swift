import EventLog
import Foundation
import TestKit
import Testing

/// Another process writes and is killed at a random moment, again and again.
@Suite(.serialized) struct CrashTests {
  private static let crasher = URL(filePath: CommandLine.arguments[0])
    .deletingLastPathComponent().appending(path: "LogCrasher")

  @Test(.timeLimit(.minutes(10)))
  func `nothing acknowledged is lost and nothing is there twice after kill -9`() async throws {
    try await withTemporaryDirectory { folder in
      let log = folder.appending(path: "log")
      var witness = Witness()
      for run in 0..<(Peers.wantsSlowProofs ? 60 : 5) {
        let printed = folder.appending(path: "printed")
        try await Self.runAndKill(log, run: run, printed)
        let lines = try String(contentsOf: printed, encoding: .utf8).split(separator: "\n")
        try witness.hear(lines)
        try await witness.check(log)
      }
      #expect(witness.stored > 100)
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a file that may not grow is a full disk, and growing again goes on`() async throws {
    try await withTemporaryDirectory { folder in
      let printed = try await Peer.output(
        of: Self.crasher.path,
        ["fill", folder.appending(path: "log").path, "100000"]
      )
      #expect(
        printed.split(separator: "\n")
          == ["refused storage full", "holds what was stored", "holds what was stored"]
      )
      let log = try await EmbeddedLog.open(folder.appending(path: "log").path)
      #expect(log.recovery == RecoveryReport())
    }
  }

  /// Starts the writer, and kills it some time after it is ready.
  private static func runAndKill(_ log: URL, run: Int, _ printed: URL) async throws {
    _ = FileManager.default.createFile(atPath: printed.path, contents: nil)
    let process = Process()
    process.executableURL = crasher
    process.arguments = ["append", log.path, "\(run)"]
    process.standardOutput = try FileHandle(forWritingTo: printed)
    // The time of its death is the point of the test: there is nothing to wait for.
    let life = Duration.milliseconds(Int.random(in: 20...400))
    try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { _ in continuation.resume() }
      do { try process.run() } catch { return continuation.resume(throwing: error) }
      Task {
        try await Task.sleep(for: life)
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      }
    }
    #expect(process.terminationReason == .uncaughtSignal, "it ended before it was killed")
  }
}

/// Remembers what was acknowledged and holds the log to it.
private struct Witness {
  /// Where each acknowledged record came to lie.
  private var places: [String: (partition: Int, offset: Int)] = [:]
  /// Appends with a key of which no acknowledgement came.
  private var open: [(name: String, writer: Int, number: Int)] = []
  private var committed = 0
  private var trimmed = 0
  private var ends = [0, 0, 0]

  var stored: Int { places.count }

  mutating func hear(_ lines: [Substring]) throws {
    var tried: [Substring: (Int, Int)] = [:]
    for line in lines {
      let words = line.split(separator: " ")
      switch words[0] {
      case "try": tried[words[1]] = (Int(words[2]) ?? 0, Int(words[3]) ?? 0)
      case "stored":
        tried[words[1]] = nil
        for (index, place) in words.dropFirst(2).enumerated() {
          let numbers = place.split(separator: ":").compactMap { Int($0) }
          places["\(words[1]).\(index)"] = (numbers[0], numbers[1])
        }
      case "committed": committed = Int(words[1]) ?? 0
      case "trimmed": trimmed = Int(words[1]) ?? 0
      default: #expect(line == "ready")
      }
    }
    open = tried.map { (String($0.key), $0.value.0, $0.value.1) }
  }

  mutating func check(_ folder: URL) async throws {
    let start = ContinuousClock.now
    let log = try await EmbeddedLog.open(folder.path)
    #expect(ContinuousClock.now - start < .seconds(20))
    #expect(log.recovery.damage == [])
    #expect(try await log.verify() == [])
    guard let topic = try await log.topics().first?.name else {
      return #expect(places.isEmpty, "the topic is lost")
    }
    let offset = try await log.committedOffsets(of: "group")[TopicPartition(topic, 0)]?.offset ?? 0
    #expect((committed...committed + 1).contains(offset))
    committed = offset
    try await retryOpen(log, topic)
    try await checkRecords(log, topic)
    try await log.close()
  }

  /// An append that was cut off may be given again with its key, and then is there once.
  private mutating func retryOpen(_ log: EmbeddedLog, _ topic: TopicName) async throws {
    for (name, writer, number) in open {
      let records = (0..<(1 + (number * 7 + writer) % 9)).map { index in
        Record(
          partition: (number + index) % 3,
          key: "\(writer)",
          value: "\(name).\(index) " + String(repeating: "x", count: (number * 31) % 700)
        )
      }
      let receipt = try await log.append(records, to: topic, idempotencyKey: name)
      for (index, place) in receipt.placements.enumerated() {
        places["\(name).\(index)"] = (place.partition, place.offset)
      }
    }
  }

  private mutating func checkRecords(_ log: EmbeddedLog, _ topic: TopicName) async throws {
    var found: [String: (partition: Int, offset: Int)] = [:]
    var starts: [Int] = []
    for number in 0..<3 {
      let partition = TopicPartition(topic, number)
      let available = try await log.offsets(of: partition)
      #expect(available.upperBound >= ends[number], "offsets went back")
      ends[number] = available.upperBound
      starts.append(available.lowerBound)
      var next = available.lowerBound
      while next < available.upperBound {
        let result = try await log.read(partition, from: next, upTo: ReadLimit())
        for record in result.records {
          let name = String(
            decoding: record.value?.prefix { $0 != UInt8(ascii: " ") } ?? [],
            as: UTF8.self
          )
          #expect(found.updateValue((number, record.offset), forKey: name) == nil, "\(name) twice")
        }
        next = result.nextOffset
      }
    }
    #expect(starts[2] >= trimmed)
    for (name, place) in places where place.offset >= starts[place.partition] {
      guard let there = found[name], there == place else {
        Issue.record("\(name) should be at \(place) and is at \(String(describing: found[name]))")
        continue
      }
    }
    places = places.filter { $0.value.offset >= starts[$0.value.partition] }
  }
}
