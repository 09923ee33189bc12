/// One `--option` a command understands.
public struct CommandOption: Sendable, Hashable {
  /// The spelling with its dashes: `--json`.
  public let name: String
  /// A one-letter spelling with its dash, where there is one: `-n`.
  public let short: String?
  /// What stands for the value in the help; `nil` makes it a flag.
  public let placeholder: String?
  /// What the option does.
  public let help: String
  /// Whether it may be given more than once.
  public let isRepeatable: Bool
  /// Whether a `PINTEREST_…` variable or a configuration file may set it as well.
  public let isSetting: Bool

  /// An option that is there or not.
  public static func flag(_ name: String, short: String? = nil, _ help: String) -> CommandOption {
    CommandOption(
      name: name,
      short: short,
      placeholder: nil,
      help: help,
      isRepeatable: false,
      isSetting: false
    )
  }

  /// An option that takes a value.
  public static func value(
    _ name: String,
    short: String? = nil,
    _ placeholder: String,
    _ help: String,
    repeatable: Bool = false,
    setting: Bool = false
  ) -> CommandOption {
    CommandOption(
      name: name,
      short: short,
      placeholder: placeholder,
      help: help,
      isRepeatable: repeatable,
      isSetting: setting
    )
  }

  /// `--user-id UID`, as the help shows it.
  var synopsis: String {
    let spellings = [short, name].compactMap { $0 }.joined(separator: ", ")
    return placeholder.map { "\(spellings) \($0)" } ?? spellings
  }

  /// The name without dashes, which is also its key in a configuration file.
  var key: String { String(name.drop { $0 == "-" }) }
}
