import EventLog
import Foundation

/// Many who append, commit and trim at once.
///
/// Each record's value is a name that is never used again, so that losing and repeating show.
struct Load {
  private static let writers = 8

  private let log: EmbeddedLog
  private let topic: TopicName
  private let run: String

  init(directory: String, run: String) async throws {
    var options = EmbeddedLog.Options()
    // Small, so that being killed between two segments is nothing rare.
    options.segmentBytes = 96 << 10
    log = try await EmbeddedLog.open(directory, options)
    topic = try TopicName("crash")
    self.run = run
    if try await log.topics().isEmpty {
      _ = try await log.createTopic(
        topic,
        TopicSettings(partitions: 3, configs: ["retention.ms": "-1"])
      )
    }
  }

  func go() async throws {
    LogCrasher.say("ready")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<Self.writers { group.addTask { try await append(as: writer) } }
      group.addTask { try await commit() }
      group.addTask { try await trim() }
      try await group.waitForAll()
    }
  }

  private func append(as writer: Int) async throws {
    for number in 0... {
      let name = "\(run).\(writer).\(number)"
      let records = (0..<(1 + (number * 7 + writer) % 9)).map { index in
        Record(
          partition: (number + index) % 3,
          key: "\(writer)",
          value: "\(name).\(index) " + String(repeating: "x", count: (number * 31) % 700)
        )
      }
      let isKeyed = number % 3 == 0
      if isKeyed { LogCrasher.say("try \(name) \(writer) \(number)") }
      let receipt = try await log.append(
        records,
        to: topic,
        idempotencyKey: isKeyed ? name : nil
      )
      let places = receipt.placements.map { "\($0.partition):\($0.offset)" }
      LogCrasher.say("stored \(name) \(places.joined(separator: " "))")
    }
  }

  private func commit() async throws {
    let partition = TopicPartition(topic, 0)
    let first = try await log.committedOffsets(of: "group")[partition]?.offset ?? 0
    for offset in (first + 1)... {
      try await log.commit([partition: CommittedOffset(offset)], for: "group", as: nil)
      LogCrasher.say("committed \(offset)")
    }
  }

  /// Keeps about a thousand records of partition 2, and so has segments written anew.
  private func trim() async throws {
    let partition = TopicPartition(topic, 2)
    while true {
      let available = try await log.offsets(of: partition)
      let start = available.upperBound - 1000
      if start > available.lowerBound {
        try await log.trim(partition, before: start)
        LogCrasher.say("trimmed \(start)")
        try await log.enforceRetention()
      }
      try await Task.sleep(for: .milliseconds(3))
    }
  }
}
