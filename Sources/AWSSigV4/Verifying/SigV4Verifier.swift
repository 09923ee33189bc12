public import FoundationEssentials
public import HTTPWire

/// Checks the signatures of requests, for a server.
///
/// It does no I/O and reads no clock. A mismatch is looked into: where one known mistake of signers
/// explains the signature that came, the refusal names the part it was made in.
public struct SigV4Verifier: Sendable {
  static let algorithm = "AWS4-HMAC-SHA256"

  /// What a server insists on.
  public struct Options: Sendable {
    /// The one region that is answered for; `nil` takes any that a client names.
    public var region: String?
    /// The services that are answered for, by their names in credential scopes; `nil` takes any.
    public var services: Set<String>? = ["s3"]
    /// How far the date of a request may be off, in either direction.
    public var allowedSkew: Duration = .seconds(900)

    /// S3 in any region, fifteen minutes of skew.
    public init() {}
  }

  /// Finds the credentials that belong to an access key; those of a session carry their token.
  public typealias Lookup = @Sendable (_ accessKeyID: String) -> Credentials?

  private let options: Options
  private let lookUp: Lookup
  private let memory = SigningMemory()

  /// Makes a verifier that knows whom `lookUp` knows.
  public init(options: Options = Options(), credentials lookUp: @escaping Lookup) {
    self.options = options
    self.lookUp = lookUp
  }

  /// Checks who has signed a request; the body itself is checked by a `PayloadVerifier`.
  ///
  /// Services other than S3 sign the digest of a body without sending it: give `payload` where the
  /// request does not hold its body.
  public func verify(
    _ request: HTTPRequest,
    payload: PayloadHash? = nil,
    at now: Date
  ) -> SigV4Verdict {
    do throws(SigV4Refusal) {
      guard let claim = try claim(of: request) else { return .anonymous }
      return .verified(try check(claim, of: request, payload: payload, at: now))
    } catch {
      return .refused(error)
    }
  }

  private func claim(of request: HTTPRequest) throws(SigV4Refusal) -> SignatureClaim? {
    let query = request.query ?? ""
    let isPresigned = Self.isPresigned(query)
    guard let authorization = request.headers["Authorization"] else {
      if isPresigned { return try SignatureClaim(query: query, headers: request.headers) }
      guard !query.contains("AWSAccessKeyId=") else { throw .unsupportedAlgorithm("version 2") }
      return nil
    }
    guard !isPresigned else { throw .twoMechanisms }
    guard authorization.hasPrefix(Self.algorithm + " ") else {
      throw .unsupportedAlgorithm(authorization.prefix { $0 != " " })
    }
    return try SignatureClaim(authorization: authorization, headers: request.headers, memory)
  }

  private static func isPresigned(_ query: Substring) -> Bool {
    query.utf8.split(separator: UInt8(ascii: "&")).contains { pair in
      pair.starts(with: "X-Amz-Algorithm=".utf8) || pair.starts(with: "X-Amz-Credential=".utf8)
        || pair.starts(with: "X-Amz-Signature=".utf8)
    }
  }

  private func check(
    _ claim: SignatureClaim,
    of request: HTTPRequest,
    payload: PayloadHash?,
    at now: Date
  ) throws(SigV4Refusal) -> VerifiedRequest {
    try checkTime(claim, at: now)
    let credentials = try credentials(for: claim, at: now)
    try checkSignedHeaders(claim, of: request)
    let attempt = SignatureAttempt(
      claim: claim,
      credentials: credentials,
      request: Self.withHost(request),
      payload: try expectedPayload(claim, of: request, given: payload),
      style: PathStyle(service: claim.scope.service)
    )
    let computed = attempt.signature(memory)
    guard computed.hex.isSameInConstantTime(as: claim.signature) else {
      throw attempt.refusal(memory)
    }
    return VerifiedRequest(claim, payload: attempt.payload, signature: computed)
  }

  /// Whom the claim speaks of, if this server answers for it.
  func credentials(
    for claim: SignatureClaim,
    at now: Date
  ) throws(SigV4Refusal) -> Credentials {
    try checkScope(claim.scope)
    guard let credentials = lookUp(claim.scope.accessKeyID) else {
      throw .unknownAccessKey(claim.scope.accessKeyID)
    }
    guard (claim.token ?? "").isSameInConstantTime(as: credentials.sessionToken ?? "") else {
      throw .badToken
    }
    guard !credentials.isExpired(at: now) else { throw .expiredToken }
    return credentials
  }

  func key(_ claim: SignatureClaim, _ credentials: Credentials) -> SigningKey {
    memory.key(
      credentials,
      at: claim.time.date,
      region: claim.scope.region,
      service: claim.scope.service
    ).1
  }

  private func checkTime(_ claim: SignatureClaim, at now: Date) throws(SigV4Refusal) {
    let skew = TimeInterval(options.allowedSkew.components.seconds)
    let signed = claim.time.date
    guard let life = claim.expires else {
      guard abs(now.timeIntervalSince(signed)) <= skew else {
        throw .skewed(signed, now: now, allowed: options.allowedSkew)
      }
      return
    }
    guard signed.timeIntervalSince(now) <= skew else { throw .notYetValid }
    let end = signed.addingTimeInterval(TimeInterval(life))
    guard now <= end else { throw .expired(end, now: now, life: life) }
  }

  private func checkScope(_ scope: ClaimedScope) throws(SigV4Refusal) {
    if let region = options.region, region != scope.region {
      throw .wrongRegion(scope.region, expected: region)
    }
    if let services = options.services, !services.contains(scope.service) {
      throw .wrongService(scope.service, expected: services)
    }
  }

  /// `Host` and everything that begins with `x-amz-` must be signed where it is there.
  private func checkSignedHeaders(
    _ claim: SignatureClaim,
    of request: HTTPRequest
  ) throws(SigV4Refusal) {
    var missing = claim.scope.signs("host") ? [] : ["host"]
    for field in request.headers where field.name.isAmazonHeader && !claim.scope.signs(field.name) {
      let name = field.name.asciiLowercased
      // Some old services want the token outside of the signature; S3 does not.
      let isFree = name == "x-amz-security-token" && claim.scope.service != "s3"
      if !isFree { missing.append(name) }
    }
    guard missing.isEmpty else { throw .unsignedHeaders(missing) }
  }

  private func expectedPayload(
    _ claim: SignatureClaim,
    of request: HTTPRequest,
    given: PayloadHash?
  ) throws(SigV4Refusal) -> PayloadHash {
    let isS3 = PathStyle(service: claim.scope.service) == .s3
    if let value = claim.payload {
      let payload = PayloadHash(headerValue: value)
      guard payload.isKnown else { throw .badPayloadHash(value) }
      return payload
    }
    if isS3 {
      guard claim.expires != nil else { throw .noPayloadHash }
      return .unsigned
    }
    if let given { return given }
    switch request.body {
    case .empty: return .emptyBody
    case .bytes(let bytes): return .of(bytes)
    case .file, .stream: throw .noPayloadHash
    }
  }

  /// A server over HTTP/2 knows the host from elsewhere than a field.
  private static func withHost(_ request: HTTPRequest) -> HTTPRequest {
    guard !request.headers.contains("Host") else { return request }
    var request = request
    request.headers.add("Host", request.origin.authority)
    return request
  }
}
