import Synchronization

/// Whether a cloud is about to end, so that what would wait for more need not.
final class Ending: Sendable {
  private let flag = Atomic(false)

  /// Whether it is.
  var isRaised: Bool { flag.load(ordering: .acquiring) }

  /// Says that it is, for good.
  func raise() { flag.store(true, ordering: .releasing) }
}
