public import FoundationEssentials
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The one clock of a cloud: it runs with real time until somebody freezes or advances it.
///
/// Every expiry, retention, signature age and rotation asks it, so that a test can let a day pass in
/// no time. What sleeps on it wakes as soon as its moment has come, however it came.
public final class CloudClock: Clock {
  /// A moment of this clock, counted from 1970.
  public struct Instant: InstantProtocol, Sendable {
    let sinceEpoch: Duration

    /// The moment `duration` later.
    public func advanced(by duration: Duration) -> Instant {
      Instant(sinceEpoch: sinceEpoch + duration)
    }

    /// How long it is until `other`.
    public func duration(to other: Instant) -> Duration { other.sinceEpoch - sinceEpoch }

    /// Says which moment is the earlier one.
    public static func < (a: Instant, b: Instant) -> Bool { a.sinceEpoch < b.sinceEpoch }
  }

  private struct State {
    /// How far this clock is ahead of the real one.
    var lead: Duration = .zero
    /// Where it stands, while it is frozen.
    var frozenAt: Duration?
    var sleepers: [Int: Sleeper] = [:]
    var nextSleeper = 0
  }

  private struct Sleeper {
    let deadline: Instant
    let wake: CheckedContinuation<Void, Never>
  }

  private let state = Mutex(State())
  private let realTime: @Sendable () -> Duration

  /// Follows the computer's own clock.
  public convenience init() {
    self.init(following: {
      var time = timespec()
      clock_gettime(CLOCK_REALTIME, &time)
      return Duration(
        secondsComponent: Int64(time.tv_sec),
        attosecondsComponent: Int64(time.tv_nsec) * 1_000_000_000
      )
    })
  }

  /// Follows another source of time since 1970.
  init(following realTime: @escaping @Sendable () -> Duration) { self.realTime = realTime }

  /// The present moment.
  public var now: Instant { state.withLock { Instant(sinceEpoch: reading($0)) } }

  /// The present moment as a date.
  public var date: Date { Date(timeIntervalSince1970: now.sinceEpoch.seconds) }

  /// The finest step.
  public var minimumResolution: Duration { .microseconds(1) }

  /// Lets `duration` pass at once and wakes whom that concerns.
  public func advance(by duration: Duration) {
    precondition(duration >= .zero, "a clock does not go back")
    wake { state in
      if let frozen = state.frozenAt {
        state.frozenAt = frozen + duration
      } else {
        state.lead += duration
      }
    }
  }

  /// Stops the clock where it is, or at `date` where that is later.
  public func freeze(at date: Date? = nil) {
    wake { state in
      let moment = date.map { Duration.seconds($0.timeIntervalSince1970) }
      state.frozenAt = max(self.reading(state), moment ?? .zero)
    }
  }

  /// Lets the clock run on from where it stands.
  public func resume() {
    wake { state in
      guard let frozen = state.frozenAt else { return }
      state.lead = frozen - self.realTime()
      state.frozenAt = nil
    }
  }

  /// Sleeps until the clock shows `deadline`.
  public func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
    while true {
      try Task.checkCancellation()
      let remaining = now.duration(to: deadline)
      guard remaining > .zero else { return }
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await self.waitForChange(until: deadline) }
        // Real time brings the moment too, unless the clock is frozen: then only a change does.
        if !self.isFrozen {
          group.addTask { try? await Task.sleep(for: remaining, tolerance: tolerance) }
        }
        await group.next()
        group.cancelAll()
      }
    }
  }

  private var isFrozen: Bool { state.withLock { $0.frozenAt != nil } }

  private func reading(_ state: State) -> Duration { state.frozenAt ?? realTime() + state.lead }

  /// Changes the state and wakes every sleeper: one whose moment has not come lies down again.
  private func wake(_ change: (inout State) -> Void) {
    let woken = state.withLock { state in
      change(&state)
      defer { state.sleepers = [:] }
      return Array(state.sleepers.values)
    }
    for sleeper in woken { sleeper.wake.resume() }
  }

  private func waitForChange(until deadline: Instant) async {
    let ticket = state.withLock { state in
      state.nextSleeper += 1
      return state.nextSleeper
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if Task.isCancelled || reading(state) >= deadline.sinceEpoch { return true }
          state.sleepers[ticket] = Sleeper(deadline: deadline, wake: continuation)
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.sleepers.removeValue(forKey: ticket) }?.wake.resume()
    }
  }
}
