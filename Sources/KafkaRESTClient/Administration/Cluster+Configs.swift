import HTTPWire

/// What settings belong to.
public enum ConfigScope: Hashable, Sendable {
  /// A topic.
  case topic(TopicName)
  /// One broker.
  case broker(Int)
  /// All brokers, as the default for each.
  case allBrokers

  var path: String {
    switch self {
    case .topic(let name): "/topics/\(name)/configs"
    case .broker(let number): "/brokers/\(number)/configs"
    case .allBrokers: "/broker-configs"
    }
  }

  var title: String {
    switch self {
    case .topic(let name): name.text
    case .broker(let number): "broker \(number)"
    case .allBrokers: "all brokers"
    }
  }
}

/// A setting in force.
public struct Config: Hashable, Sendable, Decodable {
  /// Its name.
  public let name: String
  /// Its value; `nil` where there is none, or it is a secret.
  public let value: String?
  /// Whether nobody has set it.
  public let isDefault: Bool
  /// Whether it cannot be changed.
  public let isReadOnly: Bool
  /// Whether its value is a secret.
  public let isSensitive: Bool
  /// Where the value comes from, such as `DEFAULT_CONFIG` or `DYNAMIC_TOPIC_CONFIG`.
  public let source: String?

  private enum CodingKeys: String, CodingKey {
    case name, value, source
    case isDefault = "is_default"
    case isReadOnly = "is_read_only"
    case isSensitive = "is_sensitive"
  }
}

extension Cluster {
  /// Lists settings.
  public func configs(of scope: ConfigScope) async throws(KafkaRESTError) -> [Config] {
    try await list("list settings of", scope.title, at: scope.path)
  }

  /// Reads one setting.
  public func config(
    _ name: String,
    of scope: ConfigScope
  ) async throws(KafkaRESTError) -> Config {
    try await fetch("read a setting of", scope.title, at: scope.path(of: name))
  }

  /// Changes one setting.
  public func setConfig(
    _ name: String,
    to value: String?,
    of scope: ConfigScope
  ) async throws(KafkaRESTError) {
    let path = scope.path(of: name)
    try await change(
      try call("change a setting of", scope.title, .put, at: path, sending: ["value": value])
    )
  }

  /// Takes one setting back to its default.
  public func resetConfig(
    _ name: String,
    of scope: ConfigScope
  ) async throws(KafkaRESTError) {
    let path = scope.path(of: name)
    try await change(try call("reset a setting of", scope.title, .delete, at: path))
  }

  /// Changes settings together: all of them or none; `nil` takes one back to its default.
  public func alterConfigs(
    _ changes: [String: String?],
    of scope: ConfigScope,
    validateOnly: Bool = false
  ) async throws(KafkaRESTError) {
    let body = ConfigChanges(
      data: changes.sorted { $0.key < $1.key }.map { name, value in
        ConfigChanges.Item(name: name, value: value, operation: value == nil ? "DELETE" : "SET")
      },
      validate_only: validateOnly ? true : nil
    )
    let path = scope.path + ":alter"
    var call = try call("change settings of", scope.title, .post, at: path, sending: body)
    call.isRepeatable = true
    try await change(call)
  }
}

extension ConfigScope {
  func path(of name: String) -> String { "\(path)/\(PercentEncoding.encode(name))" }
}

private struct ConfigChanges: Encodable {
  struct Item: Encodable { var name: String, value: String?, operation: String }

  var data: [Item]
  var validate_only: Bool?
}
