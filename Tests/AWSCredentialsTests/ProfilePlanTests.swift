import Testing

@testable import AWSCredentials

@Suite struct ProfilePlanTests {
  /// Plans profile `a` and says in words what comes of it.
  private func plan(_ config: String) throws(AWSCredentialsError) -> String? {
    let shared = try SharedConfig(config: Array(config.utf8), credentials: [])
    guard let profile = shared.profile("a") else { return "no profile" }
    return try ProfilePlanner(config: shared).plan(profile).map(words)
  }

  private func words(_ plan: ProfilePlan) -> String {
    switch plan {
    case .keys(let found, _): "keys \(found.accessKeyID)"
    case .role(let role, _, let from): "\(words(from)) > \(words(role))"
    case .webIdentity(let role, _, let file): "token \(file) > \(words(role))"
    case .named(let source): "\(source.rawValue)"
    case .singleSignOn(let login): "sso \(login.roleName)"
    case .process(let command, _): "process \(command)"
    }
  }

  private func words(_ role: AWSRole) -> String {
    let duration = role.duration.map { "\($0.components.seconds)" }
    return [role.arn, role.sessionName, role.externalID, duration].compactMap(\.self)
      .joined(separator: " ")
  }

  /// Spells a config file out: `a role_arn=R source_profile=b; b keys=K`.
  private func expand(_ shorthand: String) -> String {
    shorthand.split(separator: "; ").map { section in
      let words = section.split(separator: " ")
      let header =
        words[0].contains(":") ? words[0].replacing(":", with: " ") : "profile \(words[0])"
      let settings = words.dropFirst().map { word in
        word.hasPrefix("keys=")
          ? "aws_access_key_id = \(word.dropFirst(5))\naws_secret_access_key = S" : String(word)
      }
      return (["[\(header)]"] + settings).joined(separator: "\n")
    }
    .joined(separator: "\n")
  }

  static let plans: [(String, String?)] = [
    ("a keys=KA", "keys KA"),
    ("a role_arn=R source_profile=b; b keys=KB", "keys KB > R"),
    ("a role_arn=R source_profile=b keys=KA; b keys=KB", "keys KB > R"),
    ("a role_arn=R source_profile=a keys=KA", "keys KA > R"),
    (
      "a role_arn=R source_profile=b; b role_arn=Q source_profile=c; c keys=KC",
      "keys KC > Q > R"
    ),
    (
      "a role_arn=R source_profile=b; b keys=KB role_arn=Q source_profile=c; c keys=KC",
      "keys KB > R"
    ),
    (
      "a role_arn=R source_profile=b external_id=E role_session_name=N duration_seconds=900; b keys=K",
      "keys K > R N E 900"
    ),
    ("a role_arn=R credential_source=Ec2InstanceMetadata", "Ec2InstanceMetadata > R"),
    ("a role_arn=R web_identity_token_file=/t", "token /t > R"),
    (
      "a role_arn=R source_profile=b; b role_arn=Q web_identity_token_file=/t",
      "token /t > Q > R"
    ),
    ("a role_arn=R source_profile=b; b credential_process=p", "process p > R"),
    (
      "a sso_session=s sso_account_id=1 sso_role_name=N keys=K; "
        + "sso-session:s sso_start_url=u sso_region=r",
      "sso N"
    ),
    ("a sso_start_url=u sso_region=r sso_account_id=1 sso_role_name=N", "sso N"),
    ("a credential_process=p", "process p"),
    ("a credential_process=p keys=KA", "keys KA"),
    ("a region=eu-west-1", nil),
  ]

  @Test(arguments: plans)
  func `finds out what a profile means`(config: String, plan: String?) throws {
    #expect(try self.plan(expand(config)) == plan)
  }

  static let refusals: [(String, String)] = [
    ("a role_arn=R", "role_arn needs source_profile, credential_source or"),
    (
      "a role_arn=R source_profile=b credential_source=Environment; b keys=K",
      "both source_profile and credential_source"
    ),
    ("a role_arn=R source_profile=b", "config:3: there is no profile b"),
    ("a role_arn=R source_profile=b; b region=x", "profile b has no credentials"),
    (
      "a role_arn=R source_profile=b; b role_arn=Q source_profile=a",
      "in a circle: a → b → a"
    ),
    (
      "a role_arn=R source_profile=b keys=K; b role_arn=Q source_profile=a",
      "in a circle: a → b → a"
    ),
    ("a role_arn=R source_profile=a", "in a circle: a → a"),
    (
      "a role_arn=R source_profile=b; b aws_access_key_id=K",
      "profile b in config: aws_secret_access_key is missing"
    ),
    ("a aws_secret_access_key=S", "aws_access_key_id is missing"),
    ("a aws_access_key_id=K aws_secret_access_key=", "aws_secret_access_key is missing"),
    ("a web_identity_token_file=/t", "role_arn is missing"),
    (
      "a role_arn=R credential_source=Moon",
      "\"Moon\" is none of Environment, Ec2InstanceMetadata, EcsContainer"
    ),
    ("a role_arn=R source_profile=b mfa_serial=m; b keys=K", "config:4: nobody is asked"),
    (
      "a role_arn=R source_profile=b duration_seconds=long; b keys=K",
      "duration_seconds \"long\" is not a number"
    ),
    ("a login_session=x", "credentials of aws login are not read"),
    ("a sso_role_name=N sso_account_id=1", "sso_start_url is missing"),
    ("a sso_role_name=N sso_session=s", "there is no [sso-session s]"),
    (
      "a sso_role_name=N sso_account_id=1 sso_session=s sso_region=q; "
        + "sso-session:s sso_start_url=u sso_region=r",
      "sso_region is not what [sso-session s] says"
    ),
  ]

  @Test(arguments: refusals)
  func `says what is wrong with a profile`(config: String, reason: String) {
    let error = #expect(throws: AWSCredentialsError.self) { try plan(expand(config)) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }
}
