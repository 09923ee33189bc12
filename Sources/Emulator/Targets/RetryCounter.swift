import Synchronization

/// Counts what is sent again: a client's `onRetry` tells it, a target shows it.
public final class RetryCounter: Sendable {
  private let value = Atomic(0)

  /// Starts at nothing.
  public init() {}

  /// The number by now.
  public var count: Int { value.load(ordering: .relaxed) }

  /// Counts one more.
  public func add() { value.add(1, ordering: .relaxed) }
}
