public import FoundationEssentials
import JSONBytes

/// Which shards a listing shows.
public enum ShardFilter: Hashable, Sendable {
  /// Those that were open at the oldest record still kept.
  case atTrimHorizon
  /// All that have records still kept.
  case fromTrimHorizon
  /// Those that are open now.
  case atLatest
  /// Those that were open at a moment.
  case at(Date)
  /// Those that were open at a moment, and all that came of them.
  case from(Date)
  /// Those behind this one in the order of their names.
  case after(ShardID)

  func write(to json: inout JSONWriter) {
    json.object("ShardFilter") { json in
      switch self {
      case .atTrimHorizon: json.member("Type", "AT_TRIM_HORIZON")
      case .fromTrimHorizon: json.member("Type", "FROM_TRIM_HORIZON")
      case .atLatest: json.member("Type", "AT_LATEST")
      case .at(let date):
        json.member("Type", "AT_TIMESTAMP")
        json.member("Timestamp", date)
      case .from(let date):
        json.member("Type", "FROM_TIMESTAMP")
        json.member("Timestamp", date)
      case .after(let shard):
        json.member("Type", "AFTER_SHARD_ID")
        json.member("ShardId", shard.rawValue)
      }
    }
  }
}

extension JSONWriter {
  /// Writes a moment as Kinesis reads it: seconds since 1970, to the millisecond.
  mutating func member(_ name: String, _ date: Date) {
    member(name, (date.timeIntervalSince1970 * 1_000).rounded() / 1_000)
  }
}
