import Digests
public import FoundationEssentials
public import HTTPWire

extension SigV4Signer {
  /// Makes a URL that lets whoever has it send `request` until it expires: treat it as a secret.
  ///
  /// `Host` is signed and so is every field of the request, which must then be sent as it is.
  /// Temporary credentials end the URL's life with their own, however long `expires` is. The
  /// payload is left open for S3 and empty for every other service unless said otherwise.
  public func presign(
    _ request: HTTPRequest,
    payload: PayloadHash? = nil,
    with credentials: Credentials,
    at date: Date,
    expires: Duration
  ) throws(SigV4Error) -> String {
    try explainPresigned(request, payload: payload, with: credentials, at: date, expires: expires)
      .url
  }

  /// Presigns `request` and shows every step.
  public func explainPresigned(
    _ request: HTTPRequest,
    payload: PayloadHash? = nil,
    with credentials: Credentials,
    at date: Date,
    expires: Duration
  ) throws(SigV4Error) -> SigV4Explanation {
    let seconds = expires.components.seconds
    guard (1...604_800).contains(seconds) else {
      throw SigV4Error(
        code: .invalidExpiry,
        detail: "a presigned URL lives for 1 to 604800 seconds, not \(seconds)"
      )
    }
    let life = Int(seconds)
    return presigned(request, payload: payload, with: credentials, at: date, life: life)
  }

  /// Presigns for a number of seconds that is known to be allowed.
  func presigned(
    _ request: HTTPRequest,
    payload: PayloadHash? = nil,
    with credentials: Credentials,
    at date: Date,
    life: Int
  ) -> SigV4Explanation {
    var request = request
    if !request.headers.contains("Host") { request.headers.add("Host", request.origin.authority) }
    let (time, key) = memory.key(credentials, at: date, region: region, service: service)
    let shape = memory.shape(of: request.headers.fields)
    var parameters = [
      ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
      ("X-Amz-Credential", "\(credentials.accessKeyID)/\(key.scope)"),
      ("X-Amz-Date", time.text),
      ("X-Amz-Expires", String(life)),
      ("X-Amz-SignedHeaders", shape.signedHeaders),
    ]
    let token = credentials.sessionToken.map { [(tokenHeader, $0)] } ?? []
    if signsSessionToken { parameters += token }
    let query = Self.query(request.query, adding: parameters)
    let computation = SignatureComputation(
      of: request,
      query: query[...],
      payload: payload ?? (pathStyle == .s3 ? .unsigned : .emptyBody),
      style: pathStyle,
      shape: shape,
      key: key,
      at: time.text
    )
    let last = (signsSessionToken ? [] : token) + [("X-Amz-Signature", computation.digest.hex)]
    let url = "\(request.origin)\(request.path)?\(Self.query(query[...], adding: last))"
    return SigV4Explanation(computation, url: url, headers: request.headers)
  }

  private static func query(_ given: Substring?, adding pairs: [(String, String)]) -> String {
    let added = pairs.map { "\($0.0)=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
    guard let given, !given.isEmpty else { return added }
    return "\(given)&\(added)"
  }
}
