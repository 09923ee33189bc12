import JSONBytes

/// A part of a stream that keeps its records in order: it takes the keys of one range.
public struct Shard: Hashable, Sendable {
  /// Its name.
  public var id: ShardID
  /// The shard it came from, by a split or a merge.
  public var parent: ShardID?
  /// The other one it came from, by a merge.
  public var adjacentParent: ShardID?
  /// The hash keys it takes.
  public var hashKeys: ClosedRange<UInt128>
  /// Where its records begin.
  public var startingSequenceNumber: SequenceNumber
  /// Where its records end; `nil` while it takes more.
  public var endingSequenceNumber: SequenceNumber?

  /// Puts a shard together.
  public init(
    id: ShardID,
    hashKeys: ClosedRange<UInt128>,
    startingSequenceNumber: SequenceNumber,
    endingSequenceNumber: SequenceNumber? = nil,
    parent: ShardID? = nil,
    adjacentParent: ShardID? = nil
  ) {
    self.id = id
    self.parent = parent
    self.adjacentParent = adjacentParent
    self.hashKeys = hashKeys
    self.startingSequenceNumber = startingSequenceNumber
    self.endingSequenceNumber = endingSequenceNumber
  }

  /// Whether it still takes records.
  public var isOpen: Bool { endingSequenceNumber == nil }

  /// The shards it came from.
  public var parents: [ShardID] { [parent, adjacentParent].compactMap { $0 } }

  /// Whether a record with this key goes here, as long as the shard is open.
  public func takes(_ partitionKey: String) -> Bool {
    hashKeys.contains(HashKey.of(partitionKey))
  }
}

extension Shard {
  init(from json: inout JSONScanner) throws(JSONError) {
    var id = "", start = "", end: String?, parent: String?, adjacent: String?
    var hashKeys: ClosedRange<UInt128> = 0...0
    try json.members { key, json throws(JSONError) in
      switch key {
      case "ShardId": id = try json.string()
      case "ParentShardId": parent = try json.optionalString()
      case "AdjacentParentShardId": adjacent = try json.optionalString()
      case "HashKeyRange": hashKeys = try json.hashKeyRange()
      case "SequenceNumberRange":
        try json.members { key, json throws(JSONError) in
          switch key {
          case "StartingSequenceNumber": start = try json.string()
          case "EndingSequenceNumber": end = try json.optionalString()
          default: try json.skipValue()
          }
        }
      default: try json.skipValue()
      }
    }
    self.init(
      id: ShardID(rawValue: id),
      hashKeys: hashKeys,
      startingSequenceNumber: SequenceNumber(rawValue: start),
      endingSequenceNumber: end.map(SequenceNumber.init(rawValue:)),
      parent: parent.map(ShardID.init(rawValue:)),
      adjacentParent: adjacent.map(ShardID.init(rawValue:))
    )
  }
}

extension JSONScanner {
  /// Reads the two ends of a range, both of which belong to it.
  mutating func hashKeyRange() throws(JSONError) -> ClosedRange<UInt128> {
    let position = position
    var (start, end) = (UInt128(0), UInt128(0))
    try members { key, json throws(JSONError) in
      switch key {
      case "StartingHashKey": start = try json.hashKey()
      case "EndingHashKey": end = try json.hashKey()
      default: try json.skipValue()
      }
    }
    guard start <= end else {
      throw JSONError(.unsuitableValue, at: position, "the range ends before it begins")
    }
    return start...end
  }
}
