import FoundationEssentials
import HTTPWire
import XMLWire

extension Failure {
  /// Reads an answer that is an error to `call` as it was sent.
  init(_ call: Call, _ response: HTTPResponse, document: XMLElement?, as sent: Signing) {
    let status = response.status
    // Some services wrap the error once more: <ErrorResponse><Error>…
    let details = document?.name == "Error" ? document : document?.first("Error")
    let code =
      details?["Code"].map(S3Error.Code.init(rawValue:)) ?? Self.code(of: status, on: call)
    var error = S3Error(code, details?["Message"] ?? "")
    error.status = status
    error.requestID = response.headers["x-amz-request-id"] ?? details?["RequestId"]
    error.hostID = response.headers["x-amz-id-2"] ?? details?["HostId"]
    self.init(error)
    let serverTime = response.headers["Date"].flatMap { HTTPDate.parse($0) }
    wait = Self.wait(response.headers, at: serverTime ?? sent.date)
    mayHaveSucceeded = status == 500 || status == 502 || status == 504
    if let region = Self.region(response, details), region != sent.route.region {
      remedy = .region(region)
    } else if Self.expired.contains(code.rawValue) {
      remedy = .freshCredentials
    } else if let serverTime,
      Self.isClockSuspect(code, status, off: serverTime.timeIntervalSince(sent.date))
    {
      remedy = .clock(offset: sent.clockOffset + serverTime.timeIntervalSince(sent.date))
    } else if code == .conditionalRequestConflict, call.method == .put {
      // Another write was under way; what it left behind is judged by the next attempt.
      remedy = .patience
    } else {
      remedy = Self.remedy(of: code, status: status)
    }
  }

  /// Whether time helps against an error.
  static func remedy(of code: S3Error.Code, status: Int = 0) -> Remedy {
    if throttles.contains(code.rawValue) || status == 429 { return .restraint }
    if transient.contains(code.rawValue) || transientStatuses.contains(status) { return .patience }
    return .none
  }

  /// S3 allows 15 minutes; some services refuse what is beyond them in words of their own, and a
  /// HEAD has no words at all.
  private static func isClockSuspect(
    _ code: S3Error.Code,
    _ status: Int,
    off seconds: TimeInterval
  ) -> Bool {
    if clockCodes.contains(code.rawValue) { return abs(seconds) >= 300 }
    return (status == 403 || status == 400) && abs(seconds) >= 900
  }

  private static func region(_ response: HTTPResponse, _ details: XMLElement?) -> String? {
    guard [301, 307, 400, 403].contains(response.status) else { return nil }
    if let region = response.headers["x-amz-bucket-region"] ?? details?["Region"] {
      return region.isEmpty ? nil : region
    }
    guard let host = details?["Endpoint"] else { return nil }
    // bucket.s3.eu-west-1.amazonaws.com, or with a hyphen in older answers: s3-eu-west-1.
    let labels = host.split(separator: ".")
    guard let s3 = labels.lastIndex(where: { $0 == "s3" || $0.hasPrefix("s3-") }) else {
      return nil
    }
    if labels[s3].hasPrefix("s3-") { return String(labels[s3].dropFirst(3)) }
    let next = labels.index(after: s3)
    guard next < labels.endIndex, labels[next] != "amazonaws" else { return nil }
    return String(labels[next])
  }

  private static func wait(_ headers: HTTPHeaders, at now: Date) -> Duration? {
    if let text = headers["x-amz-retry-after"], let milliseconds = Int(text), milliseconds >= 0 {
      return .milliseconds(milliseconds)
    }
    guard let text = headers["Retry-After"] else { return nil }
    if let seconds = Int(text), seconds >= 0 { return .seconds(seconds) }
    return HTTPDate.parse(text).map { .seconds(max(0, $0.timeIntervalSince(now))) }
  }

  /// What a status means where no document says it: HEAD has none, and proxies send pages.
  private static func code(of status: Int, on call: Call) -> S3Error.Code {
    switch status {
    case 301, 307: .permanentRedirect
    case 304: .notModified
    case 403: .accessDenied
    case 404: call.key == nil ? .noSuchBucket : .noSuchKey
    case 405: .methodNotAllowed
    case 409: .conditionalRequestConflict
    case 412: .preconditionFailed
    case 416: .invalidRange
    case 429: .slowDown
    case 500: .internalError
    case 501: .notImplemented
    case 502, 503, 504: .serviceUnavailable
    default: S3Error.Code(rawValue: "HTTP \(status)")
    }
  }

  private static let throttles: Set<String> = [
    "SlowDown", "SlowDownRead", "SlowDownWrite", "Throttling", "ThrottlingException",
    "ThrottledException", "RequestThrottled", "RequestThrottledException", "RequestLimitExceeded",
    "TooManyRequestsException", "BandwidthLimitExceeded", "PriorRequestNotComplete",
    "EC2ThrottledException", "ProvisionedThroughputExceededException", "LimitExceededException",
    "TransactionInProgressException",
  ]
  private static let transient: Set<String> = [
    "RequestTimeout", "RequestTimeoutException", "InternalError", "ServiceUnavailable",
    "OperationAborted", "BadDigest",
  ]
  private static let transientStatuses: Set<Int> = [408, 500, 502, 503, 504]
  private static let expired: Set<String> = [
    "ExpiredToken", "ExpiredTokenException", "InvalidToken", "TokenRefreshRequired",
  ]
  private static let clockCodes: Set<String> = [
    "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture", "InvalidSignatureException",
    "AuthFailure", "SignatureDoesNotMatch",
  ]
}
