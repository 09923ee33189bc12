import HTTPWire
import XMLWire

/// Whether a bucket keeps what is overwritten and deleted.
public enum Versioning: String, Sendable, Hashable {
  /// It never did.
  case never = ""
  /// It keeps every version.
  case enabled = "Enabled"
  /// It keeps the versions it has and makes no more.
  case suspended = "Suspended"
}

extension S3Bucket {
  /// Whether the bucket keeps versions.
  public func versioning() async throws(S3Error) -> Versioning {
    var call = call("GetBucketVersioning", .get, query: [QueryItem("versioning")])
    call.answerBody = .document
    let status = try await engine.send(call).document?["Status"] ?? ""
    guard let versioning = Versioning(rawValue: status) else {
      throw call.locate(S3Error(.malformedAnswer, "\"\(status)\" is no state of versioning"))
    }
    return versioning
  }

  /// Starts keeping versions, or stops making new ones; what is kept stays.
  public func setVersioning(enabled: Bool) async throws(S3Error) {
    var call = call("PutBucketVersioning", .put, query: [QueryItem("versioning")])
    let status = enabled ? Versioning.enabled : .suspended
    call.setDocument("VersioningConfiguration") { $0.element("Status", status.rawValue) }
    _ = try await engine.send(call)
  }
}
