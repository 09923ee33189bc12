/// A shard of a stream: the hash keys it takes, where it came from, and when it was closed.
///
/// Its records are one partition of the stream's topic, under the same number.
struct Shard: Sendable, Hashable {
  let id: ShardID
  let range: HashKeyRange
  /// When it was opened, in milliseconds since 1970.
  let opened: Int
  /// The second that its sequence numbers carry; a child's is later than that of its parents.
  let created: Int
  var parent: ShardID?
  /// The other parent of a shard that two were merged into.
  var adjacentParent: ShardID?
  /// When it was closed; its records stay where they are.
  var closed: Int?

  init(
    id: ShardID,
    range: HashKeyRange,
    opened: Int,
    created: Int? = nil,
    parent: ShardID? = nil,
    adjacentParent: ShardID? = nil,
    closed: Int? = nil
  ) {
    self.id = id
    self.range = range
    self.opened = opened
    self.created = created ?? opened / 1000
    self.parent = parent
    self.adjacentParent = adjacentParent
    self.closed = closed
  }

  var isOpen: Bool { closed == nil }

  /// The number before all of its records.
  var starting: SequenceNumber {
    SequenceNumber(shardCreated: created, shard: id.number, index: 0, time: created)
  }

  /// The number behind all of its records, once it is closed.
  var ending: SequenceNumber? {
    closed.map { closed in
      SequenceNumber(
        shardCreated: created,
        shard: id.number,
        index: SequenceNumber.lastIndex,
        time: closed / 1000
      )
    }
  }

  /// The number of the record at an offset that came at a moment.
  func sequenceNumber(offset: Int, milliseconds: Int64) -> SequenceNumber {
    SequenceNumber(
      shardCreated: created,
      shard: id.number,
      index: offset + 1,
      time: Int(milliseconds / 1000)
    )
  }

  func isChild(of other: ShardID) -> Bool { parent == other || adjacentParent == other }

  /// Whether its records have all been forgotten by now, so that it is not spoken of any more.
  func isForgotten(horizon: Int) -> Bool { closed.map { $0 < horizon } ?? false }
}
