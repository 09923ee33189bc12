import FoundationEssentials
import Synchronization

/// The time as a service sees it, learned from the `Date` of its answers.
final class ServiceClock: Sendable {
  private static let noticeable: TimeInterval = 60
  private let offset = Mutex<TimeInterval>(0)

  /// The service's time at a moment of ours.
  func time(at date: Date) -> Date { date.addingTimeInterval(offset.withLock { $0 }) }

  /// Takes a new difference; `true` where a request signed before deserves another try.
  func adopt(_ skew: TimeInterval) -> Bool {
    offset.withLock { offset in
      guard abs(offset - skew) > Self.noticeable else { return false }
      offset = skew
      return true
    }
  }
}
