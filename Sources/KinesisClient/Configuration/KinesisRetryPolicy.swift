/// What is tried again, how often and after what wait.
///
/// A request is repeated after a throttle, a server error or a broken connection. The wait before
/// attempt n is random between nothing and `baseDelay · 2ⁿ`, and every repetition draws on a budget
/// the whole client shares, so that a service in trouble is not buried.
public struct KinesisRetryPolicy: Sendable, Hashable {
  /// How often a request is sent at most.
  public var maximumAttempts = 4
  /// What the first wait is at most.
  public var baseDelay: Duration = .milliseconds(50)
  /// What the first wait after a throttle is at most.
  public var throttledBaseDelay: Duration = .milliseconds(200)
  /// What any wait is at most, also one the service asks for.
  public var maximumDelay: Duration = .seconds(20)
  /// When to stop trying, counted from the first attempt.
  public var deadline: Duration?

  /// Four attempts.
  public init() {}

  /// One attempt.
  public static let never: KinesisRetryPolicy = {
    var policy = KinesisRetryPolicy()
    policy.maximumAttempts = 1
    return policy
  }()

  /// Full jitter: anything up to a bound that doubles with each wait before this one.
  func wait(after waits: Int, isThrottled: Bool, chance: Double) -> Duration {
    let base = isThrottled ? throttledBaseDelay : baseDelay
    return min(base * (1 << min(waits, 20)), maximumDelay) * chance
  }
}
