import Digests
public import FoundationEssentials
import HTTPWire

/// What a Kafka client shows to an MSK cluster with IAM access control.
public struct MSKAuthentication: Sendable {
  /// A bearer token for SASL/OAUTHBEARER.
  public struct Token: Sendable, Hashable {
    /// What is sent: a secret for as long as it lives.
    public let value: String
    /// When it ends.
    public let expiration: Date
    /// When to have the next one ready: at four fifths of its life.
    public let refreshDate: Date
  }

  private static let life = 900

  private let signer: SigV4Signer
  private let region: String
  private let userAgent: String

  /// Speaks for a client of that name to the clusters of a region.
  public init(region: String, userAgent: String = "pinterest-pipeline") {
    signer = SigV4Signer(service: "kafka-cluster", region: region)
    self.region = region
    self.userAgent = userAgent
  }

  /// The token for SASL/OAUTHBEARER, which most clients speak.
  public func token(with credentials: Credentials, at date: Date) -> Token {
    let url = presigned(host: "kafka.\(region).amazonaws.com", with: credentials, at: date)
    // The name of the client travels beside the signature, not under it.
    let named = "\(url)&User-Agent=\(PercentEncoding.encode(userAgent))"
    let start = Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down))
    return Token(
      value: Base64.encodeForURL(Array(named.utf8)),
      expiration: start.addingTimeInterval(Double(Self.life)),
      refreshDate: start.addingTimeInterval(Double(Self.life) * 0.8)
    )
  }

  /// The JSON payload for the mechanism `AWS_MSK_IAM` of the Java client, made for one broker.
  public func payload(
    broker host: String,
    with credentials: Credentials,
    at date: Date
  ) -> String {
    let url = presigned(host: host, with: credentials, at: date)
    var members = [
      ("version", "2020_10_22"), ("host", host), ("user-agent", userAgent),
      ("action", "kafka-cluster:Connect"),
    ]
    for parameter in url.split(separator: "?").last?.split(separator: "&") ?? [] {
      let parts = parameter.split(separator: "=")
      guard parts.count == 2, parts[0].hasPrefix("X-Amz-") else { continue }
      members.append((parts[0].lowercased(), PercentEncoding.decode(parts[1]) ?? ""))
    }
    return "{" + members.map { "\"\($0.0)\":\(Self.quoted($0.1))" }.joined(separator: ",") + "}"
  }

  private func presigned(host: String, with credentials: Credentials, at date: Date) -> String {
    let request = HTTPRequest(
      .get,
      origin: HTTPOrigin(scheme: .https, host: host),
      target: "/?Action=kafka-cluster%3AConnect"
    )
    return signer.presigned(request, with: credentials, at: date, life: Self.life).url
  }

  /// A JSON text.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for character in text.unicodeScalars {
      switch character {
      case "\"", "\\": quoted += "\\\(character)"
      case "\u{00}"..."\u{1f}": quoted += "\\u00" + Hex.encode([UInt8(character.value)])
      default: quoted.unicodeScalars.append(character)
      }
    }
    return quoted + "\""
  }
}
