import EventLog
import Foundation

/// Fills a log until the system refuses to let its file grow, and goes on when it may grow again.
struct Filling {
  private let log: EmbeddedLog
  private let topic: TopicName
  private let limit: UInt

  init(directory: String, limit: UInt) async throws {
    self.limit = limit
    log = try await EmbeddedLog.open(directory)
    topic = try TopicName("full")
    _ = try await log.createTopic(topic, TopicSettings())
  }

  func go() async throws {
    signal(SIGXFSZ, SIG_IGN)
    Self.letFilesGrow(to: limit)
    var stored = 0
    do {
      while true {
        try await append()
        stored += 1
      }
    } catch let error as LogError {
      LogCrasher.say("refused \(error.code)")
    }
    try await report(stored)
    Self.letFilesGrow(to: nil)
    try await append()
    try await report(stored + 1)
    try await log.close()
  }

  private func append() async throws {
    _ = try await log.append([Record(value: String(repeating: "x", count: 3000))], to: topic)
  }

  private func report(_ stored: Int) async throws {
    let available = try await log.offsets(of: TopicPartition(topic, 0))
    LogCrasher.say(available == 0..<stored ? "holds what was stored" : "holds \(available)")
  }

  private static func letFilesGrow(to limit: UInt?) {
    var current = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &current)
    current.rlim_cur = limit ?? current.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &current)
  }
}
