public import FoundationEssentials
import JSONBytes

/// Where reading a shard begins.
public enum ShardPosition: Hashable, Sendable {
  /// With the oldest record still kept.
  case trimHorizon
  /// With what is written from now on.
  case latest
  /// With this record.
  case at(SequenceNumber)
  /// Behind this record.
  case after(SequenceNumber)
  /// With the first record that arrived then or later.
  case timestamp(Date)

  /// Writes the members that say it; fan-out calls the first of them otherwise.
  func write(to json: inout JSONWriter, type: String = "ShardIteratorType", number: String) {
    switch self {
    case .trimHorizon: json.member(type, "TRIM_HORIZON")
    case .latest: json.member(type, "LATEST")
    case .at(let sequenceNumber):
      json.member(type, "AT_SEQUENCE_NUMBER")
      json.member(number, sequenceNumber.rawValue)
    case .after(let sequenceNumber):
      json.member(type, "AFTER_SEQUENCE_NUMBER")
      json.member(number, sequenceNumber.rawValue)
    case .timestamp(let date):
      json.member(type, "AT_TIMESTAMP")
      json.member("Timestamp", date)
    }
  }
}
