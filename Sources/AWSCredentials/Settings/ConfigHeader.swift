/// What the text between the brackets of a section line stands for.
struct ConfigHeader: Hashable {
  enum Kind: String { case profile, ssoSession = "sso-session", services }

  var kind: Kind
  var name: String
  /// `[profile default]` rules out `[default]` where a file has both.
  var hasPrefix: Bool

  /// Reads a header of the config file: `default`, `profile x`, `sso-session x` or `services x`.
  init?(config text: Substring) {
    if text == "default" {
      self.init(kind: .profile, name: "default", hasPrefix: false)
      return
    }
    let word = text.prefix { !$0.isBlank }
    guard let kind = Kind(rawValue: String(word)),
      let name = Self.name(text.dropFirst(word.count).trimmed)
    else { return nil }
    self.init(kind: kind, name: name, hasPrefix: true)
  }

  /// Reads a header of the credentials file, where every section is a profile and no word leads.
  init?(credentials text: Substring) {
    guard let name = Self.name(text) else { return nil }
    self.init(kind: .profile, name: name, hasPrefix: false)
  }

  private init(kind: Kind, name: String, hasPrefix: Bool) {
    self.kind = kind
    self.name = name
    self.hasPrefix = hasPrefix
  }

  /// Takes a bare identifier, or anything in quotes: the AWS CLI quotes names with spaces.
  private static func name(_ text: Substring) -> String? {
    if let quote = text.first, quote == "\"" || quote == "'" {
      let inside = text.dropFirst().dropLast()
      let closes = text.count > 2 && text.last == quote && !inside.contains(quote)
      return closes ? String(inside) : nil
    }
    return text.isConfigName ? String(text) : nil
  }
}
