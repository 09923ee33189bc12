/// Places a setting may come from, the strongest first, each with a name a person understands.
public struct SettingLayers: Sendable {
  /// One place: a set of variables, a file.
  public struct Layer: Sendable {
    /// What the person is told: `PINTEREST_USER_ID`, `./pinterest.json`.
    public let origin: @Sendable (String) -> String
    /// The value under a key such as `user-id`.
    public let value: @Sendable (String) -> String?

    /// Describes a place.
    public init(
      origin: @escaping @Sendable (String) -> String,
      value: @escaping @Sendable (String) -> String?
    ) {
      self.origin = origin
      self.value = value
    }
  }

  private let layers: [Layer]

  /// Takes places, the strongest first.
  public init(_ layers: [Layer] = []) { self.layers = layers }

  /// The value of the strongest place that has one, and that place.
  public func value(for key: String) -> (value: String, origin: String)? {
    for layer in layers {
      if let value = layer.value(key) { return (value, layer.origin(key)) }
    }
    return nil
  }

  /// Environment variables: `user-id` is `PINTEREST_USER_ID`.
  public static func environment(_ variables: [String: String]) -> Layer {
    @Sendable func name(_ key: String) -> String {
      "PINTEREST_" + key.uppercased().replacing("-", with: "_")
    }
    return Layer(origin: name) { variables[name($0)] }
  }
}
