/// What a profile means: where its credentials come from, through as many roles as it takes.
indirect enum ProfilePlan {
  /// The places outside the files that `credential_source` can name.
  enum NamedSource: String, CaseIterable {
    case environment = "Environment"
    case instance = "Ec2InstanceMetadata"
    case container = "EcsContainer"
  }

  case keys(FoundCredentials, source: String)
  case role(AWSRole, source: String, from: ProfilePlan)
  case webIdentity(AWSRole, source: String, tokenFile: String)
  case named(NamedSource)
  case singleSignOn(SingleSignOnLogin)
  case process(command: String, origin: String)
}

/// Finds out what profiles mean; it reads settings and asks nobody.
struct ProfilePlanner {
  let config: SharedConfig

  /// The plan of a profile, or `nil` where it says nothing about credentials.
  func plan(_ profile: ConfigSection) throws(AWSCredentialsError) -> ProfilePlan? {
    try plan(profile, visited: [profile.name])
  }

  private func plan(
    _ profile: ConfigSection,
    visited: [String]
  ) throws(AWSCredentialsError) -> ProfilePlan? {
    // A profile that others use as their source is its keys first: it may be its own source.
    if visited.count > 1, profile.hasKeys { return try keys(of: profile) }
    if profile["role_arn"] != nil || profile["web_identity_token_file"] != nil {
      return try role(of: profile, visited: visited)
    }
    if profile["sso_account_id"] != nil || profile["sso_role_name"] != nil {
      return .singleSignOn(try SingleSignOnLogin(profile, in: config))
    }
    if profile.hasKeys { return try keys(of: profile) }
    if let process = profile["credential_process"] {
      return .process(command: process.value, origin: "credential_process in \(process.origin)")
    }
    if let login = profile["login_session"] {
      let detail = "credentials of aws login are not read; use an SSO session or a role"
      throw AWSCredentialsError(
        .unsupported,
        source: "login_session in \(login.origin)",
        detail: detail
      )
    }
    return nil
  }

  private func keys(of profile: ConfigSection) throws(AWSCredentialsError) -> ProfilePlan {
    let found = FoundCredentials(
      accessKeyID: try profile.demand("aws_access_key_id"),
      secretAccessKey: try profile.demand("aws_secret_access_key"),
      sessionToken: profile.text("aws_session_token") ?? profile.text("aws_security_token")
    )
    return .keys(found, source: profile.title)
  }

  private func role(
    of profile: ConfigSection,
    visited: [String]
  ) throws(AWSCredentialsError) -> ProfilePlan {
    let role = AWSRole(
      arn: try profile.demand("role_arn"),
      sessionName: profile.text("role_session_name"),
      externalID: profile.text("external_id"),
      duration: try profile.seconds("duration_seconds")
    )
    let title = profile.title
    if let file = profile.text("web_identity_token_file") {
      return .webIdentity(role, source: title, tokenFile: file)
    }
    if let serial = profile["mfa_serial"] {
      throw AWSCredentialsError(
        .unsupported,
        source: "mfa_serial in \(serial.origin)",
        detail: "nobody is asked for a code here; use an SSO session, or credential_process"
      )
    }
    switch (profile["source_profile"], profile["credential_source"]) {
    case (nil, nil):
      let detail = "role_arn needs source_profile, credential_source or web_identity_token_file"
      throw profile.refuse(detail)
    case (.some, .some): throw profile.refuse("it has both source_profile and credential_source")
    case (nil, let place?):
      return .role(role, source: title, from: .named(try namedSource(place)))
    case (let source?, nil):
      let plan = try sourcePlan(source, of: profile, visited: visited)
      return .role(role, source: title, from: plan)
    }
  }

  private func namedSource(
    _ setting: ConfigSetting
  ) throws(AWSCredentialsError) -> ProfilePlan.NamedSource {
    if let source = ProfilePlan.NamedSource(rawValue: setting.value) { return source }
    let names = ProfilePlan.NamedSource.allCases.map(\.rawValue).joined(separator: ", ")
    throw AWSCredentialsError(
      .invalidSetting,
      source: "credential_source in \(setting.origin)",
      detail: "\"\(setting.value)\" is none of \(names)"
    )
  }

  private func sourcePlan(
    _ setting: ConfigSetting,
    of profile: ConfigSection,
    visited: [String]
  ) throws(AWSCredentialsError) -> ProfilePlan {
    func refuse(_ detail: String) -> AWSCredentialsError {
      let source = "source_profile in \(setting.origin)"
      return AWSCredentialsError(.invalidSetting, source: source, detail: detail)
    }
    let name = setting.value
    guard let source = config.profile(name) else { throw refuse("there is no profile \(name)") }
    if name == profile.name, profile.hasKeys { return try keys(of: profile) }
    guard !visited.contains(name) else {
      let circle = (visited + [name]).joined(separator: " → ")
      throw refuse("the profiles go round in a circle: \(circle)")
    }
    guard let plan = try plan(source, visited: visited + [name]) else {
      throw refuse("profile \(name) has no credentials")
    }
    return plan
  }
}

extension ConfigSection {
  /// The profile as messages name it.
  var title: String { "profile \(name) in \(file)" }

  fileprivate var hasKeys: Bool {
    self["aws_access_key_id"] != nil || self["aws_secret_access_key"] != nil
  }

  func refuse(_ detail: String) -> AWSCredentialsError {
    AWSCredentialsError(.invalidSetting, source: title, detail: detail)
  }

  func demand(_ key: String) throws(AWSCredentialsError) -> String {
    guard let value = text(key) else { throw refuse("\(key) is missing") }
    return value
  }

  fileprivate func seconds(_ key: String) throws(AWSCredentialsError) -> Duration? {
    guard let value = text(key) else { return nil }
    guard let seconds = Int(value), seconds > 0 else {
      throw refuse("\(key) \"\(value)\" is not a number above 0")
    }
    return .seconds(seconds)
  }
}
