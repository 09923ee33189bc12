import S3Client
import Synchronization

/// Collects what a progress handler is told.
final class Reports: Sendable {
  private let reports = Mutex<[TransferProgress]>([])

  var all: [TransferProgress] { reports.withLock { $0 } }

  func add(_ report: TransferProgress) { reports.withLock { $0.append(report) } }
}
