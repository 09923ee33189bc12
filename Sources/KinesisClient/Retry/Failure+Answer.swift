import FoundationEssentials
import HTTPWire

extension Failure {
  /// Reads an answer that is an error to `call` as it was sent.
  init(_ call: Call, _ response: HTTPResponse, _ fault: ServiceFault, as sent: Signing) {
    let status = response.status
    let header = response.headers["x-amzn-ErrorType"].map(KinesisError.Code.init(wire:))
    let code = fault.code ?? header ?? Self.code(of: status)
    var error = KinesisError(code, fault.message)
    error.status = status
    error.requestID = response.headers["x-amzn-RequestId"]
    self.init(error)
    let serverTime = response.headers["Date"].flatMap { HTTPDate.parse($0) }
    wait = Self.wait(response.headers)
    mayHaveSucceeded = status >= 500 && status != 503 || code == .internalFailure
    if Self.expired.contains(code.rawValue) {
      remedy = .freshCredentials
    } else if let serverTime,
      Self.isClockSuspect(code, off: serverTime.timeIntervalSince(sent.date))
    {
      remedy = .clock(offset: sent.clockOffset + serverTime.timeIntervalSince(sent.date))
    } else {
      remedy = Self.remedy(of: code, message: fault.message, status: status)
    }
  }

  /// Whether time helps against an error.
  static func remedy(
    of code: KinesisError.Code,
    message: String = "",
    status: Int = 0
  ) -> Remedy {
    // The name stands for two things: too many calls, and more than the account may ever have.
    if code == .limitExceeded { return message.hasPrefix("Rate exceeded") ? .restraint : .none }
    if throttles.contains(code.rawValue) || status == 429 { return .restraint }
    if transient.contains(code.rawValue) || transientStatuses.contains(status) { return .patience }
    return .none
  }

  /// AWS allows five minutes; what it refuses for the time alone it refuses as a bad signature.
  private static func isClockSuspect(
    _ code: KinesisError.Code,
    off seconds: TimeInterval
  ) -> Bool {
    clockCodes.contains(code.rawValue) && abs(seconds) >= 240
  }

  private static func wait(_ headers: HTTPHeaders) -> Duration? {
    guard let text = headers["Retry-After"], let seconds = Int(text), seconds >= 0 else {
      return nil
    }
    return .seconds(seconds)
  }

  /// What a status means where no document says it: gateways and proxies have words of their own.
  private static func code(of status: Int) -> KinesisError.Code {
    switch status {
    case 403: .accessDenied
    case 429: .throttled
    case 500: .internalFailure
    case 502, 503, 504: .serviceUnavailable
    default: KinesisError.Code(rawValue: "HTTP \(status)")
    }
  }

  private static let throttles: Set<String> = [
    "ProvisionedThroughputExceededException", "KMSThrottlingException", "Throttling",
    "ThrottlingException", "ThrottledException", "RequestThrottledException", "SlowDown",
    "RequestLimitExceeded", "TooManyRequestsException", "BandwidthLimitExceeded", "throttled",
  ]
  private static let transient: Set<String> = [
    "InternalFailure", "InternalFailureException", "InternalServerError", "ServiceUnavailable",
    "ServiceUnavailableException", "RequestTimeout", "RequestTimeoutException",
  ]
  private static let transientStatuses: Set<Int> = [408, 500, 502, 503, 504]
  private static let expired: Set<String> = ["ExpiredToken", "ExpiredTokenException"]
  private static let clockCodes: Set<String> = [
    "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture", "InvalidSignatureException",
    "SignatureDoesNotMatch", "IncompleteSignatureException",
  ]
}
