import HTTPWire
import JSONBytes

/// Rules about who may do what, in version 3: access is not limited here.
extension KafkaREST {
  func listACLs(_ ask: Ask) -> HTTPResponse {
    let resource = V3Resource(self, ask)
    return KafkaRESTAnswer.v3 { resource.list("KafkaAclList", "/acls", to: &$0) { _ in } }
  }

  func deleteACLs(_ ask: Ask) throws(KafkaRESTFailure) -> HTTPResponse {
    guard let type = ask.query["resource_type"]?.uppercased(), type != "UNKNOWN" else {
      throw .badRequest("resource_type cannot be unspecified or UNKNOWN")
    }
    throw Self.noAuthorizer
  }

  /// What a cluster says that was set up without an authorizer.
  static let noAuthorizer = KafkaRESTFailure(40002, "No Authorizer is configured.")
}
