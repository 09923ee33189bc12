/// What is wrong with one setting.
public struct ConfigError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The setting.
  public let name: String
  /// What is wrong with it, in Connect's words.
  public let description: String

  init(_ name: String, _ description: String) {
    self.name = name
    self.description = description
  }
}

/// Everything that is wrong with a connector's settings.
public struct ConfigErrors: Error, Sendable, Hashable, CustomStringConvertible {
  /// The errors, setting by setting.
  public let errors: [ConfigError]

  init(_ errors: [ConfigError]) { self.errors = errors }

  /// What Connect answers with 400.
  public var description: String {
    let lines = errors.map(\.description).joined(separator: "\n")
    return
      "Connector configuration is invalid and contains the following \(errors.count) error(s):\n"
      + lines + "\nYou can also find the above list of errors at the endpoint "
      + "`/connector-plugins/{connectorType}/config/validate`"
  }
}
