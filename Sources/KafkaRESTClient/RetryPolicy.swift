/// How often and after which pause a request is sent again.
public struct RetryPolicy: Hashable, Sendable {
  /// The number of attempts in all; 1 is no retry.
  public var attempts = 5
  /// The longest pause before the second attempt; each further one may take twice as long.
  public var firstPause: Duration = .milliseconds(100)
  /// The longest pause of all where the proxy names none.
  public var longestPause: Duration = .seconds(10)
  /// The longest `Retry-After` that is waited for; a longer one ends the retries.
  public var longestRetryAfter: Duration = .seconds(60)

  /// Five attempts, pauses up to 0.1, 0.2, 0.4 and 0.8 seconds.
  public init() {}

  /// Sends once.
  public static let none: RetryPolicy = {
    var policy = RetryPolicy()
    policy.attempts = 1
    return policy
  }()

  /// The pause before attempt `attempt + 1`, or `nil` where there is to be none.
  ///
  /// Full jitter: any pause from none to the bound is equally likely, so that clients that failed
  /// together do not come back together. A pause the proxy asked for is never cut short.
  func pause(
    afterAttempt attempt: Int,
    retryAfter: Duration?,
    random: @Sendable () -> UInt64
  ) -> Duration? {
    guard attempt < attempts else { return nil }
    let doublings = min(attempt - 1, 30)
    let bound = min(firstPause * (1 << doublings), longestPause)
    let jitter = bound * (Double(random() >> 11) * 0x1p-53)
    guard let retryAfter else { return jitter }
    return retryAfter <= longestRetryAfter ? retryAfter + min(jitter, retryAfter / 10) : nil
  }
}
