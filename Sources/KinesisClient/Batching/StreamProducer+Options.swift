import Batching

extension StreamProducer {
  /// How a producer gathers single records into requests.
  public struct Options: Sendable, Hashable {
    /// How long the first record of a request waits for company.
    public var linger: Duration = .milliseconds(20)
    /// How many requests are under way at once.
    public var requestsAtOnce = 4
    /// The most records accepted and not yet settled; who wants to add more waits.
    public var bufferedRecords = 10_000
    /// The most bytes accepted and not yet settled; who wants to add more waits.
    public var bufferedBytes = 32 << 20
    /// How large a request may grow, and how long a stream that is too busy is tried.
    public var put = PutOptions()

    /// Starts from the defaults.
    public init() {}

    var limits: BatchLimits {
      BatchLimits(
        recordsPerRequest: put.recordsPerRequest,
        bytesPerRequest: put.bytesPerRequest,
        linger: linger,
        bufferedRecords: bufferedRecords,
        bufferedBytes: bufferedBytes
      )
    }
  }
}
