import AWSSigV4
import FoundationEssentials

/// Credentials as some place wrote them down, before anybody looked whether they can be used.
struct FoundCredentials: Redacted {
  var accessKeyID: String
  var secretAccessKey: String
  var sessionToken: String?
  var expiration: String?

  /// The credentials, if each part can stand in a request.
  ///
  /// `skew` is how far the clock of whoever wrote the end is ahead of ours.
  func checked(
    source: String,
    code: AWSCredentialsError.Code,
    skew: TimeInterval = 0
  ) throws(AWSCredentialsError) -> Credentials {
    let parts = [
      ("access key ID", accessKeyID), ("secret access key", secretAccessKey),
      ("session token", sessionToken ?? "-"),
    ]
    for (name, value) in parts where !value.isVisibleASCII {
      let reason =
        value.isEmpty ? "is empty" : "holds a blank, a line break or another odd character"
      throw AWSCredentialsError(code, source: source, detail: "the \(name) \(reason)")
    }
    return Credentials(
      accessKeyID: accessKeyID,
      secretAccessKey: secretAccessKey,
      sessionToken: sessionToken,
      expiration: try end(source: source, code: code)?.addingTimeInterval(-skew)
    )
  }

  private func end(
    source: String,
    code: AWSCredentialsError.Code
  ) throws(AWSCredentialsError) -> Date? {
    guard let expiration else { return nil }
    if let date = Timestamp.parse(expiration) { return date }
    let detail =
      "the expiration \"\(expiration.prefix(40))\" is not a time like 2030-01-31T12:00:00Z"
    throw AWSCredentialsError(code, source: source, detail: detail)
  }
}

extension String {
  /// Whether a header can carry it as it is.
  var isVisibleASCII: Bool { !isEmpty && utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } }
}
