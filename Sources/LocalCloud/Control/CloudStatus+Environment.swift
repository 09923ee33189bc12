extension CloudStatus {
  /// The variables that lead AWS clients, and our own commands, to this cloud.
  public var environment: [(name: String, value: String)] {
    [
      ("AWS_ENDPOINT_URL", endpoints.aws),
      ("AWS_ACCESS_KEY_ID", accessKeyID),
      ("AWS_SECRET_ACCESS_KEY", secretAccessKey),
      ("AWS_REGION", region),
      ("AWS_DEFAULT_REGION", region),
      // Without it every client asks the cloud's network for a role first, and waits.
      ("AWS_EC2_METADATA_DISABLED", "true"),
      ("KAFKA_REST_URL", endpoints.kafkaREST),
      ("KAFKA_CONNECT_URL", endpoints.connect),
      ("PINTEREST_INVOKE_URL", endpoints.gateway + "/test"),
      ("PINTEREST_USER_ID", userID),
    ]
  }

  /// How a shell is told about variables.
  public enum Shell: String, Sendable, CaseIterable {
    /// sh, bash, zsh.
    case sh
    /// fish.
    case fish
    /// One JSON object.
    case json
  }

  /// Lines for a shell's `eval` that set the variables, or take them back.
  public func exports(for shell: Shell, unset: Bool = false) -> [String] {
    switch shell {
    case .sh:
      environment.map { unset ? "unset \($0.name)" : "export \($0.name)=\(Self.quoted($0.value))" }
    case .fish:
      environment.map {
        unset ? "set -e \($0.name)" : "set -gx \($0.name) \(Self.quoted($0.value))"
      }
    case .json:
      [
        "{"
          + environment.map { "\"\($0.name)\":" + (unset ? "null" : Self.jsonQuoted($0.value)) }
          .joined(separator: ",") + "}"
      ]
    }
  }

  /// Single quotes keep everything as it is, but for themselves.
  private static func quoted(_ value: String) -> String {
    let plain = value.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
        || "-_./:@".utf8.contains(byte)
    }
    return plain && !value.isEmpty ? value : "'\(value.replacing("'", with: "'\\''"))'"
  }

  private static func jsonQuoted(_ value: String) -> String {
    "\"\(value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }
}
