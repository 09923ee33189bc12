import Lakehouse
import Synchronization

/// Remembers the batches a query told of.
final class Batches: Sendable {
  private let all = Mutex<[StreamProgress]>([])

  /// The rows of each batch.
  var rows: [Int] { all.withLock { $0.map(\.rows) } }

  func note(_ batch: StreamProgress) { all.withLock { $0.append(batch) } }
}
