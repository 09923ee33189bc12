import JSONBytes

/// Which of a stream's shards a listing is about.
enum ShardFilter: Sendable, Hashable {
  case all
  case after(ShardID)
  /// Those that took records at a moment; `nil` is the oldest moment that is remembered.
  case openAt(Int?)
  /// Those that took records at a moment or after it.
  case openFrom(Int?)
  case latest

  init(_ call: KinesisCall) throws(KinesisFailure) {
    guard let filter = call.input["ShardFilter"], filter != .null else {
      self = .all
      return
    }
    switch filter["Type"]?.string ?? "" {
    case "AFTER_SHARD_ID":
      guard let text = filter["ShardId"]?.string else {
        throw .invalidArgument(
          "ShardId must be provided when ShardFilter Type is AFTER_SHARD_ID."
        )
      }
      guard let shard = ShardID(parsing: text) else {
        throw .noSuchShard(text, call.streamName ?? "")
      }
      self = .after(shard)
    case "AT_TRIM_HORIZON": self = .openAt(nil)
    case "FROM_TRIM_HORIZON": self = .openFrom(nil)
    case "AT_LATEST": self = .latest
    case let type:
      guard let moment = KinesisCall.moment(filter["Timestamp"]) else {
        throw .invalidArgument("Timestamp must be provided when ShardFilter Type is \(type).")
      }
      guard moment <= call.now else {
        throw .invalidArgument(
          "The timestamp of a ShardFilter cannot be greater than the current timestamp."
        )
      }
      self = type == "AT_TIMESTAMP" ? .openAt(moment) : .openFrom(moment)
    }
  }

  /// The filter as a token holds it.
  var text: String {
    switch self {
    case .all: "all"
    case .latest: "latest"
    case .after(let shard): "after:\(shard.number)"
    case .openAt(let moment): "at:\(moment.map(String.init) ?? "")"
    case .openFrom(let moment): "from:\(moment.map(String.init) ?? "")"
    }
  }

  init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let number = parts.count == 2 ? Int(parts[1]) : nil
    switch parts[0] {
    case "all": self = .all
    case "latest": self = .latest
    case "after":
      guard let number else { return nil }
      self = .after(ShardID(number))
    case "at": self = .openAt(number)
    case "from": self = .openFrom(number)
    default: return nil
    }
  }

  func apply(
    to shards: [Shard],
    of stream: StreamDescription,
    at now: Int
  ) throws(KinesisFailure) -> [Shard] {
    let horizon = max(stream.created, stream.horizon(at: now))
    switch self {
    case .all: return shards
    case .after(let shard): return shards.filter { $0.id > shard }
    case .latest: return shards.filter(\.isOpen)
    case .openAt(let moment):
      let moment = max(moment ?? horizon, horizon)
      return shards.filter { $0.opened <= moment && ($0.closed ?? .max) >= moment }
    case .openFrom(let moment):
      let moment = max(moment ?? horizon, horizon)
      return shards.filter { ($0.closed ?? .max) >= moment }
    }
  }
}
