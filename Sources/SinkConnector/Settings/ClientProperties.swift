/// The properties with which a Kafka client, or the REST proxy in front of it, enters an MSK cluster
/// that asks for IAM: each line judged and explained.
///
/// Kafka itself passes over a key it does not know and says nothing, so a wrong prefix or a lost
/// semicolon shows only as a time-out or an unreadable trace.
public struct ClientProperties: Sendable, Hashable {
  /// One line that is there, or should be.
  public struct Finding: Sendable, Hashable {
    /// The key, its prefix included.
    public let key: String
    /// Whether the client would not get in.
    public let isWrong: Bool
    /// What the line does, or what is wrong with it.
    public let explanation: String
  }

  /// What each line says.
  public let findings: [Finding]

  /// Judges the text of a `client.properties` or a `kafka-rest.properties`.
  public init(parsing text: String) throws(PropertiesError) {
    let settings = try PropertiesFile.parse(text)
    // The proxy hands on to its client what begins so, and keeps the rest for itself.
    let isProxy = settings.keys.contains {
      $0.hasPrefix("client.") || $0 == "zookeeper.connect" || $0 == "bootstrap.servers"
    }
    let prefix = isProxy ? "client." : ""
    var findings = isProxy ? [Self.bootstrap(settings["bootstrap.servers"])] : []
    for line in Self.lines {
      findings.append(line.finding(settings, prefix: prefix))
    }
    let known = Set(Self.lines.map { prefix + $0.key })
    for key in settings.keys.sorted() where !known.contains(key) && key != "bootstrap.servers" {
      findings.append(Self.other(key, prefix: prefix))
    }
    self.findings = findings
  }

  /// Whether the client would get in.
  public var isComplete: Bool { !findings.contains(where: \.isWrong) }

  private struct Line {
    let key: String
    let wanted: String
    let meaning: String
    var complaint: @Sendable (String) -> String? = { _ in nil }

    func finding(_ settings: [String: String], prefix: String) -> Finding {
      guard let value = settings[prefix + key] else {
        let unprefixed = !prefix.isEmpty && settings[key] != nil
        let reason =
          unprefixed
          ? "stands there without \(prefix), so the proxy keeps it for itself" : "is missing"
        return Finding(key: prefix + key, isWrong: true, explanation: "\(reason): \(wanted)")
      }
      if let complaint = complaint(value) {
        return Finding(key: prefix + key, isWrong: true, explanation: "\(complaint): \(wanted)")
      }
      return Finding(key: prefix + key, isWrong: false, explanation: meaning)
    }
  }

  private static let lines = [
    Line(
      key: "security.protocol",
      wanted: "SASL_SSL",
      meaning: "the connection is encrypted, and the client proves who it is"
    ) { $0 == "SASL_SSL" ? nil : "is \($0)" },
    Line(
      key: "sasl.mechanism",
      wanted: "AWS_MSK_IAM",
      meaning: "it proves it with a signature of AWS"
    ) { $0 == "AWS_MSK_IAM" ? nil : "is \($0)" },
    Line(
      key: "sasl.jaas.config",
      wanted: "software.amazon.msk.auth.iam.IAMLoginModule required awsRoleArn=\"…\";",
      meaning: "the module that signs, and the role it signs for",
      complaint: loginComplaint
    ),
    Line(
      key: "sasl.client.callback.handler.class",
      wanted: "software.amazon.msk.auth.iam.IAMClientCallbackHandler",
      meaning: "the class of aws-msk-iam-auth on the CLASSPATH that fetches the role's keys"
    ) { $0 == "software.amazon.msk.auth.iam.IAMClientCallbackHandler" ? nil : "is \($0)" },
  ]

  @Sendable private static func loginComplaint(_ value: String) -> String? {
    let words = value.split(whereSeparator: \.isWhitespace)
    guard words.first == "software.amazon.msk.auth.iam.IAMLoginModule" else {
      return "names another module"
    }
    guard words.dropFirst().first.map({ $0 == "required" || $0 == "required;" }) == true else {
      return "lacks the word required; was the line broken in two?"
    }
    guard value.hasSuffix(";") else { return "lacks the semicolon at its end" }
    guard let start = value.firstRange(of: "awsRoleArn=")?.upperBound else { return nil }
    let role = value[start...].dropLast().trimmingQuotes
    return role.hasPrefix("arn:aws:iam::") && role.contains(":role/")
      ? nil : "has awsRoleArn=\(role), which is no role"
  }

  private static func bootstrap(_ value: String?) -> Finding {
    let key = "bootstrap.servers"
    guard let value, !value.isEmpty else {
      return Finding(key: key, isWrong: true, explanation: "is missing: the brokers, port 9098")
    }
    let ports = Set(value.split(separator: ",").compactMap { $0.split(separator: ":").last })
    guard ports == ["9098"] else {
      let explanation = "names ports \(ports.sorted().joined(separator: ", ")); IAM answers at 9098"
      return Finding(key: key, isWrong: true, explanation: explanation)
    }
    return Finding(key: key, isWrong: false, explanation: "the brokers, where IAM answers")
  }

  private static func other(_ key: String, prefix: String) -> Finding {
    let last = key.split(separator: ".").last ?? ""
    let nearest = lines.first { $0.key.hasSuffix(".\(last)") && prefix + $0.key != key }
    guard let nearest, key != nearest.key else {
      return Finding(key: key, isWrong: false, explanation: "has nothing to do with IAM")
    }
    return Finding(
      key: key,
      isWrong: true,
      explanation: "is no setting of Kafka's; \(prefix)\(nearest.key) may be meant"
    )
  }
}

extension Substring {
  fileprivate var trimmingQuotes: Substring {
    var text = self
    while let first = text.first, first == "\"" || first == " " { text.removeFirst() }
    while let last = text.last, last == "\"" || last == " " { text.removeLast() }
    return text
  }
}
