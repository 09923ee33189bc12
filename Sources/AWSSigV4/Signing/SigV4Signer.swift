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

  let keys: SigningKeyCache

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
    keys = SigningKeyCache()
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
    signSteps(&request, payload: payload, with: credentials, at: date).signature
  }

  /// Signs a copy of `request` and shows every step.
  public func explain(
    _ request: HTTPRequest,
    payload: PayloadHash,
    with credentials: Credentials,
    at date: Date
  ) -> SigV4Explanation {
    var request = request
    let steps = signSteps(&request, payload: payload, with: credentials, at: date)
    return SigV4Explanation(
      url: "\(request.origin)\(request.target)",
      headers: request.headers,
      canonicalRequest: String(decoding: steps.canonicalRequest, as: UTF8.self),
      stringToSign: String(decoding: steps.stringToSign, as: UTF8.self),
      signature: steps.signature.hex
    )
  }

  private struct Steps {
    var canonicalRequest: [UInt8]
    var stringToSign: [UInt8]
    var signature: SigV4Signature
  }

  private func signSteps(
    _ request: inout HTTPRequest,
    payload: PayloadHash,
    with credentials: Credentials,
    at date: Date
  ) -> Steps {
    let (time, key) = keys.key(credentials, at: date, region: region, service: service)
    request.headers["Authorization"] = nil
    if !request.headers.contains("Host") { request.headers["Host"] = request.origin.authority }
    request.headers["X-Amz-Date"] = time.text
    if sendsPayloadHash { request.headers["X-Amz-Content-Sha256"] = payload.headerValue }
    if signsSessionToken { request.headers[tokenHeader] = credentials.sessionToken }
    let canonical = CanonicalRequest(
      signing: request,
      query: request.query,
      payload: payload.headerValue,
      style: pathStyle
    )
    let text = key.stringToSign(canonical.digest, at: time.text)
    let signature = key.signature(of: text)
    if !signsSessionToken { request.headers[tokenHeader] = credentials.sessionToken }
    request.headers["Authorization"] = key.authorization(
      signedHeaders: canonical.signedHeaders,
      signature: signature
    )
    return Steps(
      canonicalRequest: canonical.bytes,
      stringToSign: text,
      signature: SigV4Signature(digest: signature, time: time.text, key: key)
    )
  }

  /// S3 Express has a token, and a name for it, of its own.
  var tokenHeader: String {
    service == "s3express" ? "X-Amz-S3session-Token" : "X-Amz-Security-Token"
  }
}
