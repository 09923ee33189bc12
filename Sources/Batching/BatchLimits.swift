/// How far records are gathered before they are sent, and how many may be on their way.
public struct BatchLimits: Sendable {
  /// The most records of one request.
  public var recordsPerRequest: Int
  /// The size at which a request is sent even with fewer records.
  public var bytesPerRequest: Int
  /// How long the first record of a request waits for company.
  public var linger: Duration
  /// The most records accepted and not yet settled; who wants to add more waits.
  public var bufferedRecords: Int
  /// The most bytes accepted and not yet settled; who wants to add more waits.
  public var bufferedBytes: Int

  /// Takes each as it is given.
  public init(
    recordsPerRequest: Int,
    bytesPerRequest: Int,
    linger: Duration,
    bufferedRecords: Int,
    bufferedBytes: Int
  ) {
    self.recordsPerRequest = recordsPerRequest
    self.bytesPerRequest = bytesPerRequest
    self.linger = linger
    self.bufferedRecords = bufferedRecords
    self.bufferedBytes = bufferedBytes
  }
}
