/// What a profile says about IAM Identity Center: which portal, which account, which role.
struct SingleSignOnLogin {
  /// The `sso-session`, or `nil` for the older kind of profile that has it all to itself.
  let session: String?
  let startURL: String
  let region: String
  let accountID: String
  let roleName: String
  let profileName: String
  /// The profile as messages name it.
  let source: String

  init(_ profile: ConfigSection, in config: SharedConfig) throws(AWSCredentialsError) {
    session = profile.text("sso_session")
    profileName = profile.name
    source = profile.title
    var portal = profile
    if let session {
      guard let section = config.ssoSession(session) else {
        throw profile.refuse("there is no [sso-session \(session)]")
      }
      for key in section.keys {
        if let mine = profile.text(key), mine != section.text(key) {
          throw profile.refuse("\(key) is not what [sso-session \(session)] says")
        }
      }
      portal = section
    }
    startURL = try portal.demand("sso_start_url")
    region = try portal.demand("sso_region")
    accountID = try profile.demand("sso_account_id")
    roleName = try profile.demand("sso_role_name")
  }

  /// What a person must do where a token cannot be renewed.
  var remedy: String { "run: aws sso login --profile \(profileName)" }
}
