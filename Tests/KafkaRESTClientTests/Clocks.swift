import Synchronization

/// A clock on which every sleep is over at once and is remembered.
final class EagerClock: Clock {
  struct Instant: InstantProtocol {
    var offset: Duration
    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
  }

  private let state = Mutex((now: Duration.zero, slept: [Duration]()))

  var now: Instant { Instant(offset: state.withLock { $0.now }) }
  var minimumResolution: Duration { .nanoseconds(1) }
  var slept: [Duration] { state.withLock { $0.slept } }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    state.withLock { state in
      state.slept.append(deadline.offset - state.now)
      state.now = max(state.now, deadline.offset)
    }
    await Task.yield()
  }

  /// Lets time pass.
  func advance(by duration: Duration) { state.withLock { $0.now += duration } }
}

/// A clock that stands still until it is told otherwise.
final class ManualClock: Clock {
  typealias Instant = EagerClock.Instant

  private struct Sleeper {
    let number: Int
    let deadline: Instant
    let wake: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var now = Instant(offset: .zero)
    var numbers = 0
    var sleepers: [Sleeper] = []
    var arrivals: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  var now: Instant { state.withLock { $0.now } }
  var minimumResolution: Duration { .nanoseconds(1) }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    let number = state.withLock { state in
      state.numbers += 1
      return state.numbers
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation {
        (continuation: CheckedContinuation<Void, any Error>) in
        state.withLock { state in
          if Task.isCancelled { return continuation.resume(throwing: CancellationError()) }
          if deadline <= state.now { return continuation.resume() }
          state.sleepers.append(Sleeper(number: number, deadline: deadline, wake: continuation))
          for arrival in state.arrivals { arrival.resume() }
          state.arrivals = []
        }
      }
    } onCancel: {
      state.withLock { state in
        guard let index = state.sleepers.firstIndex(where: { $0.number == number }) else { return }
        state.sleepers.remove(at: index).wake.resume(throwing: CancellationError())
      }
    }
  }

  /// Waits until somebody sleeps.
  func someoneSleeps() async {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        if state.sleepers.isEmpty {
          state.arrivals.append(continuation)
        } else {
          continuation.resume()
        }
      }
    }
  }

  /// Lets time pass and wakes whose time has come.
  func advance(by duration: Duration) {
    state.withLock { state in
      state.now = state.now.advanced(by: duration)
      let now = state.now
      for sleeper in state.sleepers where sleeper.deadline <= now { sleeper.wake.resume() }
      state.sleepers.removeAll { $0.deadline <= now }
    }
  }
}

/// Holds tasks back until it is opened.
final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var waiting: [CheckedContinuation<Void, Never>] = []
    var arrivals: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  /// Waits until the gate is open.
  func pass() async {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        for arrival in state.arrivals { arrival.resume() }
        state.arrivals = []
        if state.isOpen { continuation.resume() } else { state.waiting.append(continuation) }
      }
    }
  }

  /// Waits until somebody stands before the gate.
  func someoneWaits() async {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        if state.waiting.isEmpty {
          state.arrivals.append(continuation)
        } else {
          continuation.resume()
        }
      }
    }
  }

  /// Lets everybody through from now on.
  func open() {
    state.withLock { state in
      state.isOpen = true
      for waiting in state.waiting { waiting.resume() }
      state.waiting = []
    }
  }
}
