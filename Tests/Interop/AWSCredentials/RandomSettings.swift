/// Makes settings files by chance, the same ones for the same seed.
///
/// Left out is what botocore's parser, which is Python's, reads otherwise than the SDKs agreed:
/// comments behind a value, `:` for `=`, sections or keys twice, blank lines inside a value, names
/// with odd characters, `[profile default]` beside `[default]`.
struct RandomSettings {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A config file with oddities of form; some cannot be read at all.
  mutating func config() -> String {
    var lines: [String] = []
    if chance(20) { lines.append("region = too-early") }
    for name in [
      "default", "profile one", "profile \"two words\"", "sso-session s", "services v", "other",
    ] {
      noise(&lines)
      guard chance(75) else { continue }
      lines.append(pick(["[\(name)]", "[\(name)]  ", "[\(name)] \t"]))
      if name != "other" { settings(&lines) }
      if name != "other", chance(2) { lines.append("no equals sign") }
    }
    return lines.joined(separator: pick(["\n", "\r\n"])) + pick(["", "\n"])
  }

  mutating func credentials() -> String {
    var lines: [String] = []
    for name in ["default", "one", "three"] where chance(60) {
      noise(&lines)
      lines.append("[\(name)]")
      settings(&lines)
    }
    return lines.joined(separator: "\n")
  }

  /// Profiles that lead to credentials in one way each, or to others, or nowhere.
  mutating func identities() -> (config: String, credentials: String, variables: [String: String]) {
    var config = ["[sso-session s]", "sso_start_url = https://u/start", "sso_region = eu-west-1"]
    var credentials: [String] = []
    for name in ["default", "a", "b", "c"] where chance(85) {
      config.append(name == "default" ? "[default]" : "[profile \(name)]")
      config.append("region = x")
      let key = ["aws_access_key_id = K\(name)", "aws_secret_access_key = S"]
      switch Int(next() % 8) {
      case 0: config += key
      case 1: credentials += ["[\(name)]"] + key
      case 2:
        config += ["credential_process = printf '\(Self.printed)'"]
      case 3: config += ["sso_session = s", "sso_account_id = 1", "sso_role_name = R"]
      case 4: config += ["role_arn = arn:aws:iam::1:role/r", "web_identity_token_file = /token"]
      case 5: config += ["role_arn = arn:aws:iam::1:role/r", "credential_source = Environment"]
      case 6:
        config += ["role_arn = arn:aws:iam::1:role/r"]
        if chance(90) {
          config.append("source_profile = \(pick(["a", "b", "c", "default", "none"]))")
        }
        if chance(30) { config += key }
      default: break
      }
    }
    var variables: [String: String] = [:]
    if chance(20) {
      variables.merge(["AWS_ACCESS_KEY_ID": "KE", "AWS_SECRET_ACCESS_KEY": "S"]) { $1 }
    }
    if chance(60) { variables["AWS_PROFILE"] = pick(["a", "b", "c", "default", "none"]) }
    return (config.joined(separator: "\n"), credentials.joined(separator: "\n"), variables)
  }

  static let printed = #"{"Version":1,"AccessKeyId":"KP","SecretAccessKey":"S"}"#

  /// Where the endpoints of services are said to be.
  mutating func endpoints() -> (config: String, variables: [String: String]) {
    var config = ["[default]"]
    if chance(40) { config.append("region = eu-west-1") }
    if chance(40) { config.append("endpoint_url = http://profile") }
    if chance(60) { config.append("services = v") }
    if chance(80) {
      config += ["[services v]", "lambda =", "  endpoint_url = http://lambda"]
      for name in ["s3", "kinesis"] where chance(60) {
        config += ["\(name) =", "  endpoint_url = http://section-\(name)", "  other = 1"]
      }
    }
    var variables: [String: String] = [:]
    let names = ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL_STS"]
    for name in names where chance(25) { variables[name] = "http://\(name.lowercased())" }
    if chance(30) { variables["AWS_DEFAULT_REGION"] = "us-west-2" }
    return (config.joined(separator: "\n"), variables)
  }

  /// A line of words with every kind of quoting in it.
  mutating func commandLine() -> String {
    (0..<Int(next() % 14)).map { _ in pick(["a", "b", " ", "\t", "'", "\"", "\\", "$", ";", "é"]) }
      .joined()
  }

  private mutating func settings(_ lines: inout [String]) {
    for key in ["region", "Max_Attempts", "aws_access_key_id", "k-1", "s3"] where chance(50) {
      noise(&lines)
      if key == "s3" { lines += nested() } else { lines += setting(key) }
    }
  }

  private mutating func setting(_ key: String) -> [String] {
    let value = pick(["v", "", "a b", "a=b=", "é😂", "x#y;z", "%(k)s", "[v]", "\"q\""])
    let line = key + pick(["=", " = ", "\t=  "]) + value + pick(["", " ", "\t"])
    guard !value.isEmpty, chance(15) else { return [line] }
    return [line, pick(["  more", "\t[more] = x", "   # no part of it"]), "    and more "]
  }

  private mutating func nested() -> [String] {
    var lines = ["s3 ="]
    for key in ["addressing_style", "max_queue_size", "endpoint_url"] where chance(60) {
      lines.append(
        "  \(key)" + pick(["=", " = "]) + pick(["path", "", "http://h:1/?a=b", "1 # 2"])
      )
      if chance(15) { lines.append("  # a remark") }
    }
    if chance(4) { lines.append("  no equals sign") }
    return lines
  }

  private mutating func noise(_ lines: inout [String]) {
    if chance(25) { lines.append(pick(["", "  ", "# remark = 1", "; remark", "#"])) }
  }

  private mutating func chance(_ percent: UInt64) -> Bool { next() % 100 < percent }

  private mutating func pick(_ choices: [String]) -> String {
    choices[Int(next() % UInt64(choices.count))]
  }

  /// SplitMix64.
  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
