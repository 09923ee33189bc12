import Synchronization

/// What Kinesis lets pass: so many records, bytes and reads a second in each shard, and so many calls.
final class KinesisLimits: Sendable {
  private struct ShardKey: Hashable {
    let stream: UInt64
    let shard: ShardID
  }

  private struct CallKey: Hashable {
    let operation: KinesisOperation
    let subject: String
  }

  fileprivate struct Writing {
    var records: LimitBucket
    var bytes: LimitBucket
  }

  fileprivate struct Reading {
    var calls: LimitBucket
    var bytes: LimitBucket
  }

  private struct State {
    var writing: [ShardKey: Writing] = [:]
    var reading: [ShardKey: Reading] = [:]
    var calls: [CallKey: LimitBucket] = [:]
    var tally = Tally()
  }

  /// What was held back so far.
  struct Tally: Sendable {
    var records = 0
    var calls = 0
  }

  private static let recordsPerSecond = 1_000.0
  private static let bytesPerSecond = 1_048_576.0
  private static let readsPerSecond = 5.0
  private static let bytesReadPerSecond = 2_097_152.0

  private let clock: CloudClock
  private let state = Mutex(State())

  init(clock: CloudClock) { self.clock = clock }

  var tally: Tally { state.withLock(\.tally) }

  /// Whether a shard takes one more record now.
  func admit(bytes: Int, to shard: ShardID, of stream: Stream) -> Bool {
    let now = clock.now
    let key = ShardKey(stream: stream.id, shard: shard)
    return state.withLock { state in
      let fresh = Writing(
        records: LimitBucket(perSecond: Self.recordsPerSecond, at: now),
        bytes: LimitBucket(perSecond: Self.bytesPerSecond, at: now)
      )
      let isAdmitted = state.writing[key, default: fresh].admit(bytes: bytes, at: now)
      if !isAdmitted { state.tally.records += 1 }
      return isAdmitted
    }
  }

  /// Whether a shard may be read once more now.
  func admitRead(of shard: ShardID, of stream: Stream) -> Bool {
    let now = clock.now
    let key = ShardKey(stream: stream.id, shard: shard)
    return state.withLock { state in
      let fresh = Reading(
        calls: LimitBucket(perSecond: Self.readsPerSecond, at: now),
        bytes: LimitBucket(perSecond: Self.bytesReadPerSecond, at: now)
      )
      let isAdmitted = state.reading[key, default: fresh].admit(at: now)
      if !isAdmitted { state.tally.calls += 1 }
      return isAdmitted
    }
  }

  /// Counts what a read brought.
  func charge(bytes: Int, read shard: ShardID, of stream: Stream) {
    state.withLock {
      $0.reading[ShardKey(stream: stream.id, shard: shard)]?.bytes.charge(Double(bytes))
    }
  }

  /// Whether a call may be made once more now; `subject` is what its limit is counted for.
  func admit(_ operation: KinesisOperation, for subject: String) -> Bool {
    guard let limit = operation.callsPerSecond else { return true }
    let now = clock.now
    return state.withLock { state in
      let key = CallKey(operation: operation, subject: subject)
      let isAdmitted = state.calls[key, default: LimitBucket(perSecond: limit, at: now)]
        .admit(at: now)
      if !isAdmitted { state.tally.calls += 1 }
      return isAdmitted
    }
  }

  /// Forgets what was counted.
  func reset() { state.withLock { $0 = State() } }
}

extension KinesisLimits.Writing {
  fileprivate mutating func admit(bytes amount: Int, at now: CloudClock.Instant) -> Bool {
    guard records.allows(1, at: now), bytes.allows(Double(amount), at: now) else { return false }
    records.take(1)
    bytes.take(Double(amount))
    return true
  }
}

extension KinesisLimits.Reading {
  fileprivate mutating func admit(at now: CloudClock.Instant) -> Bool {
    guard bytes.isOpen(at: now), calls.allows(1, at: now) else { return false }
    calls.take(1)
    return true
  }
}

extension LimitBucket {
  fileprivate mutating func admit(at now: CloudClock.Instant) -> Bool {
    guard allows(1, at: now) else { return false }
    take(1)
    return true
  }
}

extension KinesisOperation {
  /// How often an account, a stream or a shard may be asked this, where it is not counted by shard.
  fileprivate var callsPerSecond: Double? {
    switch self {
    case .putRecord, .putRecords, .getRecords: nil
    case .describeLimits: 1
    case .describeStream: 10
    case .describeStreamSummary, .describeStreamConsumer: 20
    case .listShards: 100
    default: 5
    }
  }
}
