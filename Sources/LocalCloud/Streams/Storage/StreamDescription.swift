import EventLog

/// Everything that is known of a stream beside its records.
struct StreamDescription: Sendable, Hashable {
  /// Who provides for the number of shards.
  enum Mode: String, Sendable {
    case provisioned = "PROVISIONED"
    case onDemand = "ON_DEMAND"
  }

  /// A state that passes by itself.
  struct Transition: Sendable, Hashable {
    enum Status: String, Sendable {
      case creating = "CREATING"
      case updating = "UPDATING"
      case deleting = "DELETING"
    }

    var status: Status
    /// When it is over, in milliseconds since 1970.
    var end: Int
  }

  let name: String
  /// What tells this stream from others that had or will have its name.
  let id: UInt64
  /// When it was made, in milliseconds since 1970.
  let created: Int
  var mode = Mode.onDemand
  var retentionHours = 24
  /// The most a record may hold, its key included.
  var maxRecordKiB = 1024
  /// Every shard there was, by number.
  var shards: [Shard]
  var tags: [String: String] = [:]
  var consumers: [StreamConsumer] = []
  var transition: Transition?
  /// When the number of shards was updated, in milliseconds since 1970.
  var countUpdates: [Int] = []

  /// The topic that holds its records, a partition for each shard.
  var topic: TopicName {
    get throws(LogError) {
      let digits = String(id, radix: 16)
      let padded = String(repeating: "0", count: 16 - digits.utf8.count) + digits
      return try TopicName(internal: "\(StreamStorage.prefix).\(padded)")
    }
  }

  /// What Kinesis says of it at a moment.
  func status(at now: Int) -> String {
    transition.flatMap { now < $0.end ? $0.status.rawValue : nil } ?? "ACTIVE"
  }

  /// The moment before which records are forgotten, in milliseconds since 1970.
  func horizon(at now: Int) -> Int { now - retentionHours * 3_600_000 }

  /// The shards that still have, or may still get, records.
  func shards(at now: Int) -> [Shard] {
    let horizon = horizon(at: now)
    return shards.filter { !$0.isForgotten(horizon: horizon) }
  }
}

/// Somebody who reads a stream with a throughput of its own.
struct StreamConsumer: Sendable, Hashable {
  let name: String
  /// When it was registered, in milliseconds since 1970.
  let created: Int
  var tags: [String: String] = [:]
  /// While it is being made or unmade.
  var transition: StreamDescription.Transition?

  func status(at now: Int) -> String {
    transition.flatMap { now < $0.end ? $0.status.rawValue : nil } ?? "ACTIVE"
  }

  func isGone(at now: Int) -> Bool {
    transition.map { $0.status == .deleting && now >= $0.end } ?? false
  }
}
