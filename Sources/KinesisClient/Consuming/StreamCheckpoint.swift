public import FoundationEssentials
import JSONBytes

/// How far a stream was read, shard by shard: a value to store and to go on from.
public struct StreamCheckpoint: Hashable, Sendable {
  /// How far a shard was read.
  public enum Position: Hashable, Sendable {
    /// Nothing of it.
    case trimHorizon
    /// Nothing of what arrived from this moment on.
    case timestamp(Date)
    /// Up to this record, which was read.
    case after(SequenceNumber)
    /// All of it; it was closed.
    case finished
  }

  /// How far each shard was read.
  public var shards: [ShardID: Position]

  /// Puts a checkpoint together; an empty one is the beginning.
  public init(shards: [ShardID: Position] = [:]) { self.shards = shards }

  /// Reads a checkpoint that was kept as JSON.
  public init(json bytes: [UInt8]) throws(KinesisError) {
    let spellings: [(String, String)]
    do {
      spellings = try JSONScanner.scan(bytes) { json throws(JSONError) in
        var spellings: [(String, String)] = []
        try json.members { key, json throws(JSONError) in
          let shard = key.string
          spellings.append((shard, try json.string()))
        }
        try json.finish()
        return spellings
      }
    } catch { throw KinesisError(.malformedCheckpoint, error.description, underlying: error) }
    try self.init(spellings: spellings)
  }

  /// The checkpoint as one JSON object, shards in order:
  /// `{"shardId-000000000000":"SHARD_END","shardId-000000000001":"4958…"}`.
  public var json: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      for (shard, position) in shards.sorted(by: { $0.key < $1.key }) {
        json.member(shard.rawValue, position.spelling)
      }
    }
    return json.bytes
  }

  private init(spellings: some Sequence<(String, String)>) throws(KinesisError) {
    shards = [:]
    for (shard, spelling) in spellings {
      guard let position = Position(spelling: spelling) else {
        throw KinesisError(.malformedCheckpoint, "\(shard) stands at \"\(spelling)\"")
      }
      shards[ShardID(rawValue: shard)] = position
    }
  }
}

extension StreamCheckpoint: Codable {
  /// Reads the form of ``json``.
  public init(from decoder: any Decoder) throws {
    let spellings = try decoder.singleValueContainer().decode([String: String].self)
    try self.init(spellings: spellings.map { ($0.key, $0.value) })
  }

  /// Writes the form of ``json``.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(
      Dictionary(uniqueKeysWithValues: shards.map { ($0.key.rawValue, $0.value.spelling) })
    )
  }
}

extension StreamCheckpoint.Position {
  private static let timestampPrefix = "AT_TIMESTAMP:"

  /// The words are those of Amazon's own client library, where it has one.
  fileprivate var spelling: String {
    switch self {
    case .trimHorizon: "TRIM_HORIZON"
    case .timestamp(let date): "\(Self.timestampPrefix)\(date.timeIntervalSince1970)"
    case .after(let number): number.rawValue
    case .finished: "SHARD_END"
    }
  }

  fileprivate init?(spelling: String) {
    switch spelling {
    case "TRIM_HORIZON": self = .trimHorizon
    case "SHARD_END": self = .finished
    case _ where spelling.hasPrefix(Self.timestampPrefix):
      guard let seconds = Double(spelling.dropFirst(Self.timestampPrefix.count)) else { return nil }
      self = .timestamp(Date(timeIntervalSince1970: seconds))
    default:
      guard !spelling.isEmpty, spelling.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
        return nil
      }
      self = .after(SequenceNumber(rawValue: spelling))
    }
  }

  /// Where reading goes on; `nil` where there is nothing left.
  var next: ShardPosition? {
    switch self {
    case .trimHorizon: .trimHorizon
    case .timestamp(let date): .timestamp(date)
    case .after(let number): .after(number)
    case .finished: nil
    }
  }
}
