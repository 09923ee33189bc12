import Foundation
import Synchronization

/// A time of day that stands still until a test moves it.
final class HandTime: Sendable {
  private let date = Mutex(Date(timeIntervalSince1970: 1_000_000))

  var now: Date { date.withLock { $0 } }

  func advance(by seconds: Double) { date.withLock { $0 += seconds } }
}
