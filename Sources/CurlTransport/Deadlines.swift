import HTTPWire

/// Tells when a transfer has taken too long, from nothing but the times and counts it is shown.
struct Deadlines {
  enum Verdict: Equatable {
    /// A limit has passed.
    case passed(HTTPTransportError.Code)
    /// All is well, and will be until then; `nil` is for ever.
    case look(at: Moment?)
  }

  private let limits: HTTPTimeouts
  private let connect: Moment.Span?
  private let idle: Moment.Span?
  private let end: Moment?
  private var started: Moment
  private var lastMoved: Moment
  private var bytes = 0

  init(_ limits: HTTPTimeouts, submitted: Moment) {
    self.limits = limits
    connect = limits.connect.map { Moment.Span($0) }
    idle = limits.idle.map { Moment.Span($0) }
    end = limits.total.map { submitted + Moment.Span($0) }
    started = submitted
    lastMoved = submitted
  }

  /// The transfer leaves the queue; says when to look at it first.
  mutating func start(at now: Moment) -> Moment? {
    started = now
    lastMoved = now
    return earliest(end, earliest(connect.map { now + $0 }, idle.map { now + $0 / 4 }))
  }

  /// Looks at a transfer that still waits for its turn: only its total time runs.
  func waiting(now: Moment) -> Verdict {
    guard let end else { return .look(at: nil) }
    return now >= end ? .passed(.totalTimedOut) : .look(at: end)
  }

  /// Looks at a transfer on the wire; while it waits for its own caller it is not idle.
  mutating func running(now: Moment, isConnected: Bool, isHeldBack: Bool, bytes: Int) -> Verdict {
    if isHeldBack || bytes != self.bytes { lastMoved = now }
    self.bytes = bytes
    if case .passed(let code) = waiting(now: now) { return .passed(code) }
    guard let limit = isConnected ? idle : connect else { return .look(at: end) }
    let due = (isConnected ? lastMoved : started) + limit
    if now >= due { return .passed(isConnected ? .idleTimedOut : .connectTimedOut) }
    // Movement shows only when somebody looks, so look more often than the limit is long.
    let next = isConnected ? min(due, now + limit / 4) : due
    return .look(at: earliest(next, end))
  }

  /// The limit behind a failure, in words; empty for failures of another kind.
  func limit(behind code: HTTPTransportError.Code) -> String {
    let limit: Duration? =
      switch code {
      case .connectTimedOut: limits.connect
      case .idleTimedOut: limits.idle
      case .totalTimedOut: limits.total
      default: nil
      }
    return limit.map { "after \($0)" } ?? ""
  }
}
