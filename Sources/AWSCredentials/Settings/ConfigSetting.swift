/// One `key = value` of a shared file and where it stands.
public struct ConfigSetting: Sendable, Redacted {
  /// The value; continuation lines follow after line feeds.
  public let value: String
  /// The indented `key = value` lines under a key without a value of its own, keys in lower case.
  public let nested: [String: String]
  /// Where it stands, as messages name it: `~/.aws/config:12`.
  public let origin: String
}
