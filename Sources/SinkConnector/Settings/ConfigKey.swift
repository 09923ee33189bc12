/// A setting of the S3 sink as Connect describes it.
public struct ConfigKey: Sendable, Hashable {
  /// What values a setting takes.
  public enum Kind: String, Sendable, Hashable {
    /// A text.
    case string = "STRING"
    /// A 32-bit number.
    case int = "INT"
    /// A 64-bit number.
    case long = "LONG"
    /// True or false.
    case boolean = "BOOLEAN"
    /// Texts between commas.
    case list = "LIST"
    /// The name of a Java class.
    case `class` = "CLASS"
    /// A text that is not shown.
    case password = "PASSWORD"
  }

  /// Its name.
  public let name: String
  /// What values it takes.
  public let kind: Kind
  /// The value where none is given; `nil` is no value.
  public let defaultValue: String?
  /// Whether it must be given.
  public let isRequired: Bool
  /// What it does.
  public let documentation: String
  /// The only values it takes, where there are only some.
  public let choices: [String]
  /// The least value of a number.
  public let least: Int?

  init(
    _ name: String,
    _ kind: Kind,
    _ defaultValue: String? = nil,
    required: Bool = false,
    choices: [String] = [],
    least: Int? = nil,
    _ documentation: String
  ) {
    self.name = name
    self.kind = kind
    self.defaultValue = defaultValue
    isRequired = required
    self.documentation = documentation
    self.choices = choices
    self.least = least
  }

  /// What is wrong with a value, in Connect's words, or `nil`.
  func complaint(about value: String?) -> String? {
    guard let value else {
      return isRequired
        ? "Missing required configuration \"\(name)\" which has no default value." : nil
    }
    if let problem = typeComplaint(about: value) {
      return "Invalid value \(value) for configuration \(name): \(problem)"
    }
    if !choices.isEmpty, !choices.contains(value) {
      let list = choices.joined(separator: ", ")
      return "Invalid value \(value) for configuration \(name): Value must be one of: [\(list)]"
    }
    if let least, let number = Int(value), number < least {
      return "Invalid value \(value) for configuration \(name): Value must be at least \(least)"
    }
    return nil
  }

  private func typeComplaint(about value: String) -> String? {
    switch kind {
    case .int: Int32(value) == nil ? "Not a number of type INT" : nil
    case .long: Int64(value) == nil ? "Not a number of type LONG" : nil
    case .boolean:
      ["true", "false"].contains(value.lowercased())
        ? nil : "Expected value to be either true or false"
    case .string, .list, .class, .password: nil
    }
  }
}
