import FoundationEssentials

/// What came of a shard at once.
struct ShardRead: Sendable {
  var records: [KinesisRecord]
  var behind: Duration?
  /// Whether the shard was closed and this is the end of it.
  var isEnd: Bool
  var children: [ChildShard]

  /// Leaves out what lies beyond a limit, and says whether the limit is reached.
  mutating func cut(at limit: ShardPlan.Limit, began: Date?) -> Bool {
    switch limit {
    case .none: return false
    case .tip:
      // A writer that never stops would keep the tip out of reach: what arrived after the beginning
      // was not there then. The service's clock is told to the second only.
      guard behind != .zero, behind != nil || !records.isEmpty else { return true }
      guard let began, let last = records.last else { return false }
      return last.approximateArrivalTimestamp.timeIntervalSince(began) > 1
    case .through(let number):
      let reached = records.last.map { $0.sequenceNumber >= number } ?? false
      records.removeAll { $0.sequenceNumber > number }
      defer { isEnd = false }
      // Records that are gone by now cannot be waited for.
      return reached || isEnd || behind == .zero
    }
  }
}
