import AWSSigV4
import Digests
import FoundationEssentials
import HTTPWire

/// Trades the token of `aws sso login` for the credentials of a role.
///
/// A token of an `sso-session` is renewed when it is about to end, and written back for all tools.
struct SingleSignOn {
  private static let renewalWindow: TimeInterval = 300

  private struct Renewed: Decodable {
    var accessToken: String
    var expiresIn: Double
    var refreshToken: String?
  }

  private struct RoleAnswer: Decodable {
    struct RoleCredentials: Decodable {
      var accessKeyId: String
      var secretAccessKey: String
      var sessionToken: String
      /// Milliseconds since 1970.
      var expiration: Double
    }
    var roleCredentials: RoleCredentials
  }

  private struct Complaint: Decodable {
    var message: String?
    var error: String?
  }

  private let inquiry: Inquiry
  private let login: SingleSignOnLogin
  private let configuration: AWSConfiguration
  private let cachePath: String
  private var host: AWSHost { inquiry.host }

  init(_ inquiry: Inquiry, login: SingleSignOnLogin, configuration: AWSConfiguration) {
    self.inquiry = inquiry
    self.login = login
    self.configuration = configuration
    let name = SHA1.hash(Array((login.session ?? login.startURL).utf8)).hex
    cachePath = inquiry.host.expand("~/.aws/sso/cache/\(name).json")
  }

  func fetch() async throws(AWSCredentialsError) -> Credentials {
    let token = try await validToken()
    let endpoint = try configuration.credentialsEndpoint(
      of: .sso,
      host: "portal.sso",
      region: login.region
    )
    let role = PercentEncoding.encode(login.roleName)
    let account = PercentEncoding.encode(login.accountID)
    let answer = try await inquiry.ask {
      HTTPRequest(
        .get,
        origin: endpoint.origin,
        target: "\(endpoint.path)/federation/credentials?role_name=\(role)&account_id=\(account)",
        headers: ["x-amz-sso_bearer_token": token, "Accept": "application/json"]
      )
    }
    switch answer.status {
    case 200: return try credentials(in: answer)
    case 401: throw says(.rejected, "the token is no longer accepted; \(login.remedy)")
    default: throw inquiry.refusal(answer, saying: complaint(answer)?.message)
    }
  }

  private func credentials(
    in answer: Inquiry.Answer
  ) throws(AWSCredentialsError) -> Credentials {
    guard let given = try? JSONDecoder().decode(RoleAnswer.self, from: Data(answer.body)),
      let end = Timestamp.format(secondsSince1970: given.roleCredentials.expiration / 1_000)
    else { throw inquiry.malformed("its answer has no role credentials") }
    let found = FoundCredentials(
      accessKeyID: given.roleCredentials.accessKeyId,
      secretAccessKey: given.roleCredentials.secretAccessKey,
      sessionToken: given.roleCredentials.sessionToken,
      expiration: end
    )
    return try found.checked(
      source: inquiry.source,
      code: .malformedAnswer,
      skew: answer.skew
    )
  }

  private func validToken() async throws(AWSCredentialsError) -> String {
    guard let bytes = try host.read(cachePath) else {
      throw says(.invalidSetting, "nobody has logged in; \(login.remedy)")
    }
    let kept = try? JSONDecoder().decode(SingleSignOnToken.self, from: Data(bytes))
    guard let kept, kept.accessToken.isVisibleASCII,
      let end = Timestamp.parse(kept.expiresAt)
    else {
      let file = host.abbreviate(cachePath)
      throw says(.malformedFile, "\(file) is not a token cache; \(login.remedy)")
    }
    let now = host.now()
    if end.timeIntervalSince(now) > Self.renewalWindow { return kept.accessToken }
    if login.session != nil, let renewed = try await renew(kept) { return renewed }
    guard end > now else { throw says(.expired, "the token has expired; \(login.remedy)") }
    return kept.accessToken
  }

  /// A new token, or `nil` where only a person can get one.
  private func renew(
    _ old: SingleSignOnToken
  ) async throws(AWSCredentialsError) -> String? {
    guard let fields = old.renewal(at: host.now()) else { return nil }
    let endpoint = try configuration.credentialsEndpoint(
      of: .ssoOIDC,
      host: "oidc",
      region: login.region
    )
    let body = (try? JSONEncoder().encode(fields)).map { Array($0) } ?? []
    let answer = try? await inquiry.ask {
      HTTPRequest(
        .post,
        origin: endpoint.origin,
        target: "\(endpoint.path)/token",
        headers: ["Content-Type": "application/json", "Accept": "application/json"],
        body: .bytes(body)
      )
    }
    guard let answer, answer.status == 200,
      let renewed = try? JSONDecoder().decode(Renewed.self, from: Data(answer.body)),
      renewed.accessToken.isVisibleASCII,
      let end = Timestamp.format(
        secondsSince1970: host.now().timeIntervalSince1970 + renewed.expiresIn
      )
    else { return nil }
    keep(renewed, until: end, replacing: old)
    return renewed.accessToken
  }

  /// Writes the token back; where that is not allowed it still serves this once.
  private func keep(_ renewed: Renewed, until end: String, replacing old: SingleSignOnToken) {
    var token = old
    token.accessToken = renewed.accessToken
    token.refreshToken = renewed.refreshToken ?? old.refreshToken
    token.expiresAt = end
    token.startUrl = login.startURL
    token.region = login.region
    guard let bytes = try? JSONEncoder().encode(token) else { return }
    try? host.files.replace(cachePath, with: Array(bytes))
  }

  private func complaint(_ answer: Inquiry.Answer) -> Complaint? {
    try? JSONDecoder().decode(Complaint.self, from: Data(answer.body))
  }

  private func says(_ code: AWSCredentialsError.Code, _ detail: String) -> AWSCredentialsError {
    AWSCredentialsError(code, source: inquiry.source, detail: detail)
  }
}
