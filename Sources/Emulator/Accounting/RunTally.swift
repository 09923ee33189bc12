public import PinterestModels

/// What became of every record of a run: each is counted exactly once.
public struct RunTally: Sendable {
  /// The records of one table.
  public struct PerTable: Sendable, Hashable {
    /// Those that are there.
    public var acknowledged = 0
    /// Those of them that may be there twice.
    public var possiblyDuplicated = 0
    /// Those that failed for good.
    public var failed = 0
    /// Those of the failed that may be there all the same.
    public var inDoubt = 0
    /// Those that were not sent.
    public var notSent = 0
    /// The bytes of the acknowledged.
    public var bytes = 0

    /// Everything that was counted.
    public var records: Int { acknowledged + failed + notSent }
  }

  /// Failures of one kind.
  public struct Failure: Sendable, Hashable {
    /// How many.
    public var count: Int
    /// What was said of the first.
    public var firstMessage: String
  }

  /// Posts that were begun.
  public var posts = 0
  /// The tables.
  public var tables: [Table: PerTable] = [:]
  /// How often something was sent again.
  public var retried = 0
  /// Records that were dropped on purpose.
  public var dropped = 0
  /// Failures by their codes.
  public var failures: [String: Failure] = [:]
  /// How often records were turned away, to be sent again, because there was no room for them.
  public var throttles = 0
  /// Latencies of the acknowledged.
  public var latencies = LatencyHistogram()
  /// Records that were sent later than they were due.
  public var late = 0
  /// By how much at the most.
  public var longestLag = Duration.zero

  /// Nothing has happened yet.
  public init() {}

  /// All tables together.
  public var total: PerTable {
    tables.values.reduce(into: PerTable()) { sum, table in
      sum.acknowledged += table.acknowledged
      sum.possiblyDuplicated += table.possiblyDuplicated
      sum.failed += table.failed
      sum.inDoubt += table.inDoubt
      sum.notSent += table.notSent
      sum.bytes += table.bytes
    }
  }

  mutating func count(_ record: OutgoingRecord, _ delivery: Delivery) {
    switch delivery {
    case .acknowledged(let possiblyDuplicated):
      tables[record.table, default: PerTable()].acknowledge(record, possiblyDuplicated)
    case .failed(let code, let message, let mayHaveArrived):
      tables[record.table, default: PerTable()].failed += 1
      if mayHaveArrived { tables[record.table]?.inDoubt += 1 }
      failures[code, default: Failure(count: 0, firstMessage: message)].count += 1
    case .notSent(let reason):
      tables[record.table, default: PerTable()].notSent += 1
      failures["not sent", default: Failure(count: 0, firstMessage: reason)].count += 1
    }
  }
}

extension RunTally.PerTable {
  fileprivate mutating func acknowledge(_ record: OutgoingRecord, _ possiblyDuplicated: Bool) {
    acknowledged += 1
    bytes += record.value.count
    if possiblyDuplicated { self.possiblyDuplicated += 1 }
  }
}
