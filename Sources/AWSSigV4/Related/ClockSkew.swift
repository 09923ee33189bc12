public import FoundationEssentials
public import HTTPWire

/// How far a service's clock is from this machine's, learnt from answers that refuse a request.
public struct ClockSkew: Sendable, Hashable {
  /// Seconds to add to this machine's time; zero until something else was learnt.
  public private(set) var offset: TimeInterval = 0

  /// Trusts this machine's clock.
  public init() {}

  /// This machine's time as the service would tell it: what to sign with.
  public func corrected(_ date: Date) -> Date { date.addingTimeInterval(offset) }

  /// Looks whether an answer tells of a wrong clock, and learns the right one.
  ///
  /// - Parameters:
  ///   - response: the answer, whose `Date` is the service's time.
  ///   - code: the error code in its body, where there was one.
  ///   - request: the request, since a refused HEAD has no body to hold a code.
  ///   - date: this machine's time when the request was signed, uncorrected.
  /// - Returns: true where signing again with the new offset may help.
  public mutating func learn(
    from response: HTTPResponse,
    code: String?,
    to request: HTTPRequest,
    signedAt date: Date
  ) -> Bool {
    let isMute = request.method == .head && response.status == 403
    let isSuspicious = code.map(Self.codes.contains) ?? isMute
    guard isSuspicious, response.status >= 400,
      let served = response.headers["Date"].flatMap({ HTTPDate.parse($0) })
    else { return false }
    let observed = served.timeIntervalSince(date)
    // Services allow fifteen minutes; below five the clock is not what they complain of.
    guard abs(observed - offset) >= 300 else { return false }
    offset = observed
    return true
  }

  private static let codes: Set<String> = [
    "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture", "InvalidSignatureException",
    "AuthFailure", "SignatureDoesNotMatch",
  ]
}
