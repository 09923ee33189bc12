import FoundationEssentials

/// The token `aws sso login` left, in the file every AWS tool shares.
struct SingleSignOnToken: Codable, Redacted {
  var accessToken: String
  var expiresAt: String
  var startUrl: String?
  var region: String?
  var clientId: String?
  var clientSecret: String?
  var registrationExpiresAt: String?
  var refreshToken: String?

  /// What it takes to get a new one without a person, while the registration lasts.
  func renewal(at now: Date) -> [String: String]? {
    guard let clientId, let clientSecret, let refreshToken,
      let end = registrationExpiresAt.flatMap(Timestamp.parse), end > now
    else { return nil }
    return [
      "grantType": "refresh_token", "clientId": clientId, "clientSecret": clientSecret,
      "refreshToken": refreshToken,
    ]
  }
}
