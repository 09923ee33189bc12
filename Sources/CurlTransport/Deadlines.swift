import HTTPWire

/// Tells when a transfer has taken too long, from nothing but the times and counts it is shown.
struct Deadlines {
  typealias Instant = ContinuousClock.Instant

  enum Verdict: Equatable {
    /// A limit has passed.
    case passed(HTTPTransportError.Code)
    /// All is well, and will be until then; `nil` is for ever.
    case look(at: Instant?)
  }

  private let limits: HTTPTimeouts
  private let submitted: Instant
  private var started: Instant?
  private var lastMoved: Instant
  private var bytes = 0

  init(_ limits: HTTPTimeouts, submitted: Instant) {
    self.limits = limits
    self.submitted = submitted
    lastMoved = submitted
  }

  /// The transfer has left the queue.
  mutating func start(at now: Instant) {
    started = now
    lastMoved = now
  }

  /// Looks at a transfer that still waits for its turn: only its total time runs.
  func waiting(now: Instant) -> Verdict {
    guard let total = limits.total else { return .look(at: nil) }
    return now >= submitted + total ? .passed(.totalTimedOut) : .look(at: submitted + total)
  }

  /// Looks at a transfer on the wire; while it waits for its own caller it is not idle.
  mutating func running(
    now: Instant,
    isConnected: Bool,
    isHeldBack: Bool,
    bytes: Int
  ) -> Verdict {
    if isHeldBack || bytes != self.bytes { lastMoved = now }
    self.bytes = bytes
    guard case .look(let total) = waiting(now: now) else { return .passed(.totalTimedOut) }
    let limit = isConnected ? limits.idle : limits.connect
    guard let limit else { return .look(at: total) }
    let due = (isConnected ? lastMoved : started ?? submitted) + limit
    if now >= due { return .passed(isConnected ? .idleTimedOut : .connectTimedOut) }
    // Movement shows only when somebody looks, so look more often than the limit is long.
    let next = isConnected ? min(due, now + limit / 4) : due
    return .look(at: min(next, total ?? next))
  }

  /// The first moment at which any of the limits could have passed.
  var first: Instant? {
    [limits.connect, limits.idle.map { $0 / 4 }, limits.total].compactMap { $0 }.min()
      .map { (started ?? submitted) + $0 }
  }
}
