import AWSSigV4
import FoundationEssentials

/// The JSON that containers, instances and programs give credentials in.
///
/// Containers and instances call the token `Token`, programs call it `SessionToken`. An instance
/// can answer 200 and mean no: then `Code` is not `Success`.
struct CredentialsDocument: Decodable, Redacted {
  var version: Int?
  var code: String?
  var message: String?
  var accessKeyID: String?
  var secretAccessKey: String?
  var token: String?
  var sessionToken: String?
  var expiration: String?

  private enum CodingKeys: String, CodingKey {
    case version = "Version"
    case code = "Code"
    case message = "Message"
    case accessKeyID = "AccessKeyId"
    case secretAccessKey = "SecretAccessKey"
    case token = "Token"
    case sessionToken = "SessionToken"
    case expiration = "Expiration"
  }

  /// Reads the document; what is wrong with it is said without quoting it.
  init(_ json: [UInt8], source: String) throws(AWSCredentialsError) {
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(json))
    } catch {
      throw AWSCredentialsError(
        .malformedAnswer,
        source: source,
        detail: "its answer is not a JSON object with credentials"
      )
    }
  }

  /// The credentials in it.
  func credentials(
    source: String,
    skew: TimeInterval = 0
  ) throws(AWSCredentialsError) -> Credentials {
    if let code, code != "Success" {
      let detail = "it answered \(code)" + (message.map { ": \($0)" } ?? "")
      throw AWSCredentialsError(.rejected, source: source, detail: detail)
    }
    guard let accessKeyID else { throw lacks("AccessKeyId", source) }
    guard let secretAccessKey else { throw lacks("SecretAccessKey", source) }
    let found = FoundCredentials(
      accessKeyID: accessKeyID,
      secretAccessKey: secretAccessKey,
      sessionToken: sessionToken ?? token,
      expiration: expiration
    )
    return try found.checked(source: source, code: .malformedAnswer, skew: skew)
  }

  private func lacks(_ key: String, _ source: String) -> AWSCredentialsError {
    AWSCredentialsError(.malformedAnswer, source: source, detail: "its answer has no \(key)")
  }
}
