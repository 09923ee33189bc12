import Synchronization

/// How far an upload or a download is; it never goes back, whatever is tried again.
public struct TransferProgress: Sendable, Hashable {
  /// The bytes that have arrived where they belong.
  public let bytes: Int
  /// All bytes, where their number is known.
  public let total: Int?
}

/// Hears how far a transfer is; it is called from whichever thread made the headway.
public typealias ProgressHandler = @Sendable (TransferProgress) -> Void

/// Adds up what parallel parts report.
final class ProgressMeter: Sendable {
  private let total: Int?
  private let handler: ProgressHandler?
  private let bytes = Mutex(0)

  init(total: Int?, _ handler: ProgressHandler?) {
    self.total = total
    self.handler = handler
  }

  /// Takes note of bytes that arrived; reports stay in order.
  func advance(by count: Int) {
    guard let handler else { return }
    bytes.withLock { bytes in
      bytes += count
      handler(TransferProgress(bytes: bytes, total: total))
    }
  }
}
