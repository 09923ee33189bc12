/// A permission: who may do what to which resource, and from where.
public struct ACL: Hashable, Sendable {
  /// What kind of thing is protected.
  public struct ResourceType: RawRepresentable, Hashable, Sendable, Codable {
    /// The word of the API.
    public let rawValue: String
    /// Takes a word of the API.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Any kind; only in a filter.
    public static let any = ResourceType(rawValue: "ANY")
    /// A topic.
    public static let topic = ResourceType(rawValue: "TOPIC")
    /// A consumer group.
    public static let group = ResourceType(rawValue: "GROUP")
    /// The cluster as a whole.
    public static let cluster = ResourceType(rawValue: "CLUSTER")
    /// A transactional producer.
    public static let transactionalID = ResourceType(rawValue: "TRANSACTIONAL_ID")
  }

  /// How the resource's name is meant.
  public struct PatternType: RawRepresentable, Hashable, Sendable, Codable {
    /// The word of the API.
    public let rawValue: String
    /// Takes a word of the API.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Any; only in a filter.
    public static let any = PatternType(rawValue: "ANY")
    /// Every permission that applies to the name; only in a filter.
    public static let match = PatternType(rawValue: "MATCH")
    /// The name as it is; `*` is every name.
    public static let literal = PatternType(rawValue: "LITERAL")
    /// All names that begin so.
    public static let prefixed = PatternType(rawValue: "PREFIXED")
  }

  /// What is done.
  public struct Operation: RawRepresentable, Hashable, Sendable, Codable {
    /// The word of the API.
    public let rawValue: String
    /// Takes a word of the API.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Any; only in a filter.
    public static let any = Operation(rawValue: "ANY")
    /// Everything.
    public static let all = Operation(rawValue: "ALL")
    /// Reading.
    public static let read = Operation(rawValue: "READ")
    /// Writing.
    public static let write = Operation(rawValue: "WRITE")
    /// Creating.
    public static let create = Operation(rawValue: "CREATE")
    /// Deleting.
    public static let delete = Operation(rawValue: "DELETE")
    /// Changing.
    public static let alter = Operation(rawValue: "ALTER")
    /// Looking at.
    public static let describe = Operation(rawValue: "DESCRIBE")
  }

  /// Whether it is allowed or denied.
  public struct Permission: RawRepresentable, Hashable, Sendable, Codable {
    /// The word of the API.
    public let rawValue: String
    /// Takes a word of the API.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Either; only in a filter.
    public static let any = Permission(rawValue: "ANY")
    /// Allowed.
    public static let allow = Permission(rawValue: "ALLOW")
    /// Denied, whatever else allows it.
    public static let deny = Permission(rawValue: "DENY")
  }

  /// What kind of thing is protected.
  public var resourceType: ResourceType
  /// Its name.
  public var resourceName: String
  /// How the name is meant.
  public var patternType: PatternType
  /// Who: `User:alice`, or `User:*`.
  public var principal: String
  /// From where; `*` is from anywhere.
  public var host: String
  /// What is done.
  public var operation: Operation
  /// Whether it is allowed or denied.
  public var permission: Permission

  /// Puts a permission together.
  public init(
    _ permission: Permission,
    _ principal: String,
    _ operation: Operation,
    on resourceType: ResourceType,
    _ resourceName: String,
    _ patternType: PatternType = .literal,
    from host: String = "*"
  ) {
    self.resourceType = resourceType
    self.resourceName = resourceName
    self.patternType = patternType
    self.principal = principal
    self.host = host
    self.operation = operation
    self.permission = permission
  }
}

extension ACL: Codable {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case resourceType = "resource_type"
    case resourceName = "resource_name"
    case patternType = "pattern_type"
    case principal, host, operation, permission
  }
}
