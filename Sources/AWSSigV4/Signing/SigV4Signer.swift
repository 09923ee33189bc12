import Digests
public import FoundationEssentials
public import HTTPWire

/// Signs requests to one service in one region with AWS Signature Version 4.
///
/// It does no I/O and reads no clock. Copies share their signing keys, which are kept ready to use;
/// signing from many threads at once is fine. Sign every attempt anew: a signature is good for 15
/// minutes, credentials may be shorter-lived. SigV4a, the asymmetric variant that multi-region
/// access points ask for, is not computed.
public struct SigV4Signer: Sendable {
  /// The service by the name it has in a credential scope: `s3`, `kinesis`, `sts`.
  public let service: String
  /// The region by the name it has in a credential scope: `us-east-1`.
  public let region: String
  /// How paths become canonical.
  public let pathStyle: PathStyle
  /// Whether requests carry the payload hash in `X-Amz-Content-Sha256`; S3 demands it.
  public let sendsPayloadHash: Bool
  /// Whether a session token is signed; a few old services want it sent without.
  public let signsSessionToken: Bool

  /// The field, or the parameter, of a session token: S3 Express has one of its own.
  let tokenHeader: String
  let memory = SigningMemory()

  /// Makes a signer with what the service is known to want; give more where it wants something else.
  public init(
    service: String,
    region: String,
    pathStyle: PathStyle? = nil,
    sendsPayloadHash: Bool? = nil,
    signsSessionToken: Bool = true
  ) {
    self.service = service
    self.region = region
    self.pathStyle = pathStyle ?? PathStyle(service: service)
    self.sendsPayloadHash = sendsPayloadHash ?? (self.pathStyle == .s3)
    self.signsSessionToken = signsSessionToken
    tokenHeader = service == "s3express" ? "X-Amz-S3session-Token" : "X-Amz-Security-Token"
  }

  /// Adds what authenticates `request`: `Host`, `X-Amz-Date`, `X-Amz-Content-Sha256` where the
  /// service wants it, `X-Amz-Security-Token` where there is one, and `Authorization`.
  ///
  /// Every other field is signed as it stands, but for those a proxy or the transport may change.
  @discardableResult
  public func sign(
    _ request: inout HTTPRequest,
    payload: PayloadHash,
    with credentials: Credentials,
    at date: Date
  ) -> SigV4Signature {
    let (time, key) = memory.key(credentials, at: date, region: region, service: service)
    prepare(&request, payload: payload, with: credentials, at: time)
    let shape = memory.shape(of: request.headers.fields)
    var computation = compute(request, payload: payload, shape, key, at: time)
    if !signsSessionToken { request.headers[tokenHeader] = credentials.sessionToken }
    request.headers.add("Authorization", computation.authorization(key, shape))
    return SigV4Signature(digest: computation.digest, time: time.text, key: key)
  }

  /// Signs a copy of `request` and shows every step.
  public func explain(
    _ request: HTTPRequest,
    payload: PayloadHash,
    with credentials: Credentials,
    at date: Date
  ) -> SigV4Explanation {
    var signed = request
    sign(&signed, payload: payload, with: credentials, at: date)
    var prepared = request
    let (time, key) = memory.key(credentials, at: date, region: region, service: service)
    prepare(&prepared, payload: payload, with: credentials, at: time)
    let shape = memory.shape(of: prepared.headers.fields)
    return SigV4Explanation(
      compute(prepared, payload: payload, shape, key, at: time),
      url: "\(signed.origin)\(signed.target)",
      headers: signed.headers
    )
  }

  private func compute(
    _ request: HTTPRequest,
    payload: PayloadHash,
    _ shape: HeaderShape,
    _ key: SigningKey,
    at time: SigningTime
  ) -> SignatureComputation {
    SignatureComputation(
      of: request,
      query: request.query,
      payload: payload,
      style: pathStyle,
      shape: shape,
      key: key,
      at: time.text
    )
  }

  /// Adds every field but `Authorization`.
  private func prepare(
    _ request: inout HTTPRequest,
    payload: PayloadHash,
    with credentials: Credentials,
    at time: SigningTime
  ) {
    request.headers.reserveCapacity(request.headers.count + 5)
    if Self.mayHoldOurs(request.headers) {
      request.headers.remove("Authorization")
      request.headers.remove("X-Amz-Date")
      if sendsPayloadHash { request.headers.remove("X-Amz-Content-Sha256") }
      if signsSessionToken { request.headers.remove(tokenHeader) }
    }
    if !request.headers.contains("Host") { request.headers.add("Host", request.origin.authority) }
    request.headers.add("X-Amz-Date", time.text)
    if sendsPayloadHash { request.headers.add("X-Amz-Content-Sha256", payload.headerValue) }
    if signsSessionToken, let token = credentials.sessionToken {
      request.headers.add(tokenHeader, token)
    }
  }

  /// Whether any field may be one that signing adds; the length of its name tells, which saves a
  /// search for each of them.
  private static func mayHoldOurs(_ headers: borrowing HTTPHeaders) -> Bool {
    for index in headers.fields.indices {
      switch headers.fields[index].name.utf8.count {
      case 10, 13, 20, 21: return true
      default: break
      }
    }
    return false
  }
}
