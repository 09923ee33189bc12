import Emulator
import PinterestModels
import Synchronization

/// Keeps what it is sent, and lets records fail as it is told.
final class CollectingTarget: RecordTarget {
  let name = "collected"
  let separatesTables = true
  let concurrencyLimit = Int.max
  private let kept = Mutex<[OutgoingRecord]>([])
  private let judge: @Sendable (OutgoingRecord) -> Delivery

  init(
    _ judge: @escaping @Sendable (OutgoingRecord) -> Delivery = { _ in
      .acknowledged(possiblyDuplicated: false)
    }
  ) {
    self.judge = judge
  }

  var records: [OutgoingRecord] { kept.withLock { $0 } }

  func send(_ records: [OutgoingRecord]) async -> [Delivery] {
    await Task.yield()
    kept.withLock { $0 += records }
    return records.map(judge)
  }
}
