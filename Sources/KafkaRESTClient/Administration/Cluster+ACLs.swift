import HTTPWire

/// Which permissions are meant: those that agree in everything that is said.
public struct ACLFilter: Hashable, Sendable {
  /// The kind of the resource.
  public var resourceType: ACL.ResourceType?
  /// The name of the resource.
  public var resourceName: String?
  /// How the name is meant.
  public var patternType: ACL.PatternType?
  /// Who.
  public var principal: String?
  /// From where.
  public var host: String?
  /// What is done.
  public var operation: ACL.Operation?
  /// Whether it is allowed or denied.
  public var permission: ACL.Permission?

  /// Means every permission.
  public init() {}

  /// Means just this one.
  public init(_ acl: ACL) {
    resourceType = acl.resourceType
    resourceName = acl.resourceName
    patternType = acl.patternType
    principal = acl.principal
    host = acl.host
    operation = acl.operation
    permission = acl.permission
  }

  var query: String {
    let fields: [(ACL.CodingKeys, String?)] = [
      (.resourceType, resourceType?.rawValue), (.resourceName, resourceName),
      (.patternType, patternType?.rawValue), (.principal, principal), (.host, host),
      (.operation, operation?.rawValue), (.permission, permission?.rawValue),
    ]
    let given = fields.compactMap { key, value in
      value.map { "\(key.rawValue)=\(PercentEncoding.encode($0))" }
    }
    return given.isEmpty ? "" : "?" + given.joined(separator: "&")
  }
}

extension Cluster {
  /// Lists permissions.
  public func acls(matching filter: ACLFilter = ACLFilter()) async throws(KafkaRESTError) -> [ACL] {
    try await list("list permissions", "", at: "/acls" + filter.query)
  }

  /// Grants or denies something; doing so twice is doing it once.
  public func createACL(_ acl: ACL) async throws(KafkaRESTError) {
    var call = try call("create permission for", acl.principal, .post, at: "/acls", sending: acl)
    call.isRepeatable = true
    try await change(call)
  }

  /// Grants or denies several things in one request.
  public func createACLs(_ acls: [ACL]) async throws(KafkaRESTError) {
    let body = ["data": acls]
    var call = try call("create permissions", "", .post, at: "/acls:batch", sending: body)
    call.isRepeatable = true
    try await change(call)
  }

  /// Deletes permissions and gives back those that were deleted.
  ///
  /// The proxy wants to know at least the kind of the resource, or that it may be any.
  @discardableResult
  public func deleteACLs(matching filter: ACLFilter) async throws(KafkaRESTError) -> [ACL] {
    let reply: ListReply<ACL> = try await client.perform(
      try call("delete permissions", "", .delete, at: "/acls" + filter.query)
    )
    return reply.data
  }
}
