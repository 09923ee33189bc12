import AWSSigV4
import FoundationEssentials
import HTTPWire

/// Finds out whether who asks may: by the signature of a request, or everybody where none is asked for.
struct KinesisGate: Sendable {
  private let verifier: SigV4Verifier?

  init(_ authentication: LocalCloud.Options.Authentication) {
    guard case .signed(let identities) = authentication else {
      verifier = nil
      return
    }
    let secrets = Dictionary(identities.map { ($0.accessKeyID, $0.secretAccessKey) }) { first, _ in
      first
    }
    var options = SigV4Verifier.Options()
    options.services = ["kinesis"]
    verifier = SigV4Verifier(options: options) { accessKeyID in
      secrets[accessKeyID].map { Credentials(accessKeyID: accessKeyID, secretAccessKey: $0) }
    }
  }

  /// Lets a request in whose body is at hand, or says why not.
  func admit(_ request: HTTPRequest, _ body: [UInt8], at now: Date) throws(KinesisFailure) {
    guard let verifier else { return }
    let payload = PayloadHash.of(body)
    switch verifier.verify(request, payload: payload, at: now) {
    case .verified(let verified) where verified.payload == payload: return
    case .verified(let verified): try Self.check(body, of: verified, request)
    case .refused(let refusal):
      // What is missing as a whole is said before what does not hold.
      try Self.checkClaims(of: request)
      throw KinesisFailure(refusal)
    case .anonymous:
      throw KinesisFailure("MissingAuthenticationTokenException", "Missing Authentication Token")
    }
  }

  /// Holds a body against what the request itself says about it.
  private static func check(
    _ body: [UInt8],
    of verified: VerifiedRequest,
    _ request: HTTPRequest
  ) throws(KinesisFailure) {
    do throws(SigV4Refusal) {
      var content: [UInt8] = []
      var payload = try PayloadVerifier(of: verified, headers: request.headers)
      try payload.receive(body, into: &content)
      _ = try payload.finish()
    } catch {
      throw KinesisFailure(error)
    }
  }

  private static func checkClaims(of request: HTTPRequest) throws(KinesisFailure) {
    let query = QueryItems(request.query)
    switch (request.headers["Authorization"], query["X-Amz-Algorithm"]) {
    case (_?, _?):
      throw KinesisFailure(
        "InvalidSignatureException",
        "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."
      )
    case (let authorization?, nil): try checkParts(of: authorization, request)
    case (nil, _): try checkParts(of: query)
    }
  }

  private static func checkParts(
    of authorization: String,
    _ request: HTTPRequest
  ) throws(KinesisFailure) {
    let parts = authorization.split { $0 == "," || $0 == " " }.dropFirst()
    var complaint = ""
    for name in ["Credential", "Signature", "SignedHeaders"]
    where !parts.contains(where: { $0.hasPrefix("\(name)=") && $0.utf8.count > name.utf8.count + 1 }
    ) {
      complaint += "Authorization header requires '\(name)' parameter. "
    }
    if !request.headers.contains("X-Amz-Date"), !request.headers.contains("Date") {
      complaint +=
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
    }
    guard !complaint.isEmpty else { return }
    throw KinesisFailure(
      "IncompleteSignatureException",
      complaint + "Authorization=\(authorization)"
    )
  }

  private static func checkParts(of query: QueryItems) throws(KinesisFailure) {
    let names = [
      "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date",
    ]
    let missing = names.filter { (query[$0] ?? "").isEmpty }
    guard !missing.isEmpty else { return }
    throw KinesisFailure(
      "IncompleteSignatureException",
      missing.map { "AWS query-string parameters must include '\($0)'. " }.joined()
        + "Re-examine the query-string parameters."
    )
  }
}

extension KinesisFailure {
  /// The refusal in the words of the JSON services.
  fileprivate init(_ refusal: SigV4Refusal) {
    let message =
      switch refusal.part {
      case .accessKey: "The security token included in the request is invalid."
      case .signature, .secret, .method, .path, .query, .host, .payload:
        "The request signature we calculated does not match the signature you provided. "
          + "Check your AWS Secret Access Key and signing method. "
          + "Consult the service documentation for details."
      case .date: Self.words(ofSkew: refusal) ?? refusal.message
      default: refusal.message
      }
    self.init(refusal.jsonCode, message, note: refusal.hint ?? refusal.message)
  }

  /// How the clocks differ, in the form both sides write times.
  private static func words(ofSkew refusal: SigV4Refusal) -> String? {
    guard let signed = refusal["RequestTime"], let server = refusal["ServerTime"],
      let now = try? Date.ISO8601FormatStyle().parse(server)
    else { return nil }
    func text(_ seconds: TimeInterval) -> String {
      let date = now.addingTimeInterval(seconds)
      return date.formatted(.iso8601).replacing("-", with: "").replacing(":", with: "")
    }
    return signed < text(0)
      ? "Signature expired: \(signed) is now earlier than \(text(-900)) (\(text(0)) - 15 min.)"
      : "Signature not yet current: \(signed) is still later than \(text(900)) "
        + "(\(text(0)) + 15 min.)"
  }
}
