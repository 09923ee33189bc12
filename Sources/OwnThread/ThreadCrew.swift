import Synchronization

/// Several threads of their own that do one work together.
public enum ThreadCrew {
  /// Runs `body` on so many new threads, each with its number, and waits until all have ended.
  ///
  /// The name shows in debuggers and is cut to 15 bytes.
  public static func run(
    _ count: Int,
    name: String,
    _ body: @escaping @Sendable (Int) -> Void
  ) async {
    precondition(count > 0, "nobody would do the work")
    await withCheckedContinuation { continuation in
      let tally = Tally(count)
      for number in 0..<count {
        let status = SystemThread.start(name: name) {
          body(number)
          if tally.isLast() { continuation.resume() }
        }
        precondition(status == 0, "the system gives no more threads (error \(status))")
      }
    }
  }

  private final class Tally: Sendable {
    private let running: Atomic<Int>

    init(_ count: Int) { running = Atomic(count) }

    func isLast() -> Bool { running.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 }
  }
}
