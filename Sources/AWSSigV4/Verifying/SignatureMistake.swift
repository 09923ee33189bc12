import HTTPWire

/// A mistake that signers are known to make: what they would have signed, and how to say it.
struct SignatureMistake {
  let part: SigV4Refusal.Part
  let hint: String
  let attempt: SignatureAttempt

  /// The mistakes that could explain another signature, the most frequent first.
  static func all(for attempt: SignatureAttempt) -> [SignatureMistake] {
    secrets(attempt) + payloads(attempt) + hosts(attempt) + methods(attempt) + paths(attempt)
      + queries(attempt)
  }

  private init(
    _ part: SigV4Refusal.Part,
    _ hint: String,
    _ attempt: SignatureAttempt,
    _ change: (inout SignatureAttempt) -> Void
  ) {
    var changed = attempt
    change(&changed)
    self.part = part
    self.hint = hint
    self.attempt = changed
  }

  private static func secrets(_ attempt: SignatureAttempt) -> [SignatureMistake] {
    ["\n", "\r\n", "\r", " "].map { space in
      SignatureMistake(.secret, "the client's secret ends with white space", attempt) {
        $0.credentials = Credentials(
          accessKeyID: $0.credentials.accessKeyID,
          secretAccessKey: $0.credentials.secretAccessKey + space
        )
      }
    }
  }

  private static func payloads(_ attempt: SignatureAttempt) -> [SignatureMistake] {
    var candidates: [PayloadHash] = [.unsigned, .emptyBody]
    if case .bytes(let bytes) = attempt.request.body { candidates.append(.of(bytes)) }
    return candidates.filter { $0 != attempt.payload }.map { payload in
      SignatureMistake(
        .payload,
        "the signature covers the payload \(payload.headerValue), the request says "
          + attempt.payload.headerValue,
        attempt
      ) { $0.payload = payload }
    }
  }

  private static func hosts(_ attempt: SignatureAttempt) -> [SignatureMistake] {
    let given = attempt.request.headers["Host"] ?? ""
    let origin = attempt.request.origin
    let candidates: Set<String> = [
      origin.authority, origin.host, "\(origin.host):\(origin.port)", "\(origin.host):80",
      "\(origin.host):443",
    ]
    return candidates.subtracting([given]).sorted().map { host in
      SignatureMistake(
        .host,
        "the signature covers the host \(host), the request was sent to \(given)",
        attempt
      ) { $0.request.headers["Host"] = host }
    }
  }

  private static func methods(_ attempt: SignatureAttempt) -> [SignatureMistake] {
    let given = attempt.request.method
    let candidates: [HTTPMethod] = [.get, .put, .head, .post, .delete]
    return candidates.filter { $0 != given }.map { method in
      SignatureMistake(
        .method,
        "the signature covers \(method), the request is a \(given)",
        attempt
      ) { $0.request.method = method }
    }
  }

  private static func paths(_ attempt: SignatureAttempt) -> [SignatureMistake] {
    let styles: [(PathStyle, String)] = [
      (.normalized, "with dot segments and double slashes removed, encoded twice"),
      (.unnormalized, "encoded twice"),
      (.s3, "encoded once, as S3 alone does"),
    ]
    return styles.filter { $0.0 != attempt.style }.map { style, words in
      SignatureMistake(.path, "the signature covers the path \(words)", attempt) {
        $0.style = style
      }
    }
  }

  private static func queries(_ attempt: SignatureAttempt) -> [SignatureMistake] {
    guard let query = attempt.request.query, attempt.claim.expires == nil else { return [] }
    let path = attempt.request.path
    let plain = SignatureMistake(.query, "the signature does not cover the query", attempt) {
      $0.request.target = String(path)
    }
    guard query.contains("+") else { return [plain] }
    let plus = SignatureMistake(
      .query,
      "the signature takes + in the query for a plus; a server reads a space, so send %2B",
      attempt
    ) { $0.request.target = "\(path)?\(query.replacing("+", with: "%2B"))" }
    return [plain, plus]
  }
}
