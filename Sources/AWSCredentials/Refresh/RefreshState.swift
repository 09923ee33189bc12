import AWSSigV4
import FoundationEssentials

/// Who may use what, who fetches and who waits: the rules of a refresh without any I/O.
///
/// At most one caller fetches. It is one of those who asked, on its own task; when it is cancelled
/// the next in line takes the work over.
struct RefreshState<Waiter> {
  /// What a caller does next.
  enum Turn {
    case use(Credentials)
    case fetch
    case wait
  }

  private(set) var held: Credentials?
  private(set) var waiters: [(id: UInt64, waiter: Waiter)] = []
  private var windows: RefreshWindows?
  private var restsUntil = Date.distantPast
  private var isFetching = false

  /// What is held, where it is good and nobody need think of replacing it.
  func settled(at now: Date) -> Credentials? {
    guard let held, !held.isExpired(at: now) else { return nil }
    guard let windows, now >= windows.advisory, now >= restsUntil else { return held }
    return nil
  }

  /// Decides for a caller that asks now.
  mutating func ask(at now: Date) -> Turn {
    if let settled = settled(at: now) { return .use(settled) }
    guard isFetching else {
      isFetching = true
      return .fetch
    }
    guard let held, let windows, now < windows.mandatory else { return .wait }
    return .use(held)
  }

  mutating func enqueue(_ waiter: Waiter, id: UInt64) { waiters.append((id, waiter)) }

  /// Takes a waiter out of the line; `nil` where it is not in it any more.
  mutating func leave(_ id: UInt64) -> Waiter? {
    guard let index = waiters.firstIndex(where: { $0.id == id }) else { return nil }
    return waiters.remove(at: index).waiter
  }

  /// The fetching caller gives up; the next in line fetches, or nobody where there is none.
  mutating func handOver() -> Waiter? {
    isFetching = !waiters.isEmpty
    return waiters.isEmpty ? nil : waiters.removeFirst().waiter
  }

  /// New credentials are there; everybody in line gets them.
  mutating func settle(_ fresh: Credentials, windows: RefreshWindows?) -> [Waiter] {
    held = fresh
    self.windows = windows
    restsUntil = .distantPast
    return release()
  }

  /// The fetch brought nothing; old credentials that are still good serve on for a while.
  mutating func fail(at now: Date, rest: TimeInterval) -> (fallback: Credentials?, [Waiter]) {
    let fallback = held.flatMap { $0.isExpired(at: now) ? nil : $0 }
    if fallback != nil { restsUntil = now.addingTimeInterval(rest) }
    return (fallback, release())
  }

  /// A service refused these: they are not handed out again.
  mutating func drop(_ rejected: Credentials) {
    if held == rejected { held = nil }
  }

  private mutating func release() -> [Waiter] {
    isFetching = false
    defer { waiters = [] }
    return waiters.map(\.waiter)
  }
}
