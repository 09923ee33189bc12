/// One profile, SSO session or services definition, merged over all places that describe it.
public struct ConfigSection: Sendable, CustomReflectable, CustomStringConvertible {
  /// Its name.
  public let name: String
  /// Where it stands first, as messages name it: `~/.aws/config`.
  public let file: String
  private(set) var settings: [String: ConfigSetting] = [:]

  init(name: String, file: String) {
    self.name = name
    self.file = file
  }

  /// The setting of that name in lower case, or `nil` where there is none.
  public subscript(key: String) -> ConfigSetting? { settings[key] }

  /// The value of a setting; an empty one counts as none.
  func text(_ key: String) -> String? {
    settings[key].flatMap { $0.value.isEmpty ? nil : $0.value }
  }

  /// The names of all settings in alphabetical order.
  public var keys: [String] { settings.keys.sorted() }

  /// The name and the keys; values may be secret.
  public var description: String { "\(name) [\(keys.joined(separator: ", "))]" }

  /// No children, since values may be secret.
  public var customMirror: Mirror { Mirror(self, children: [:]) }

  mutating func set(_ key: String, to setting: ConfigSetting) { settings[key] = setting }

  mutating func merge(_ other: ConfigSection) {
    settings.merge(other.settings) { _, theirs in theirs }
  }
}
