import Synchronization

/// Counts from 0, from any thread.
final class Counter: Sendable {
  private let value = Atomic(0)

  func next() -> Int { value.add(1, ordering: .relaxed).oldValue }

  var count: Int { value.load(ordering: .relaxed) }
}
