/// Who beside the owner may do what.
struct AccessControlList: Hashable, Sendable {
  enum Permission: String, Sendable, CaseIterable {
    case read = "READ"
    case write = "WRITE"
    case readACP = "READ_ACP"
    case writeACP = "WRITE_ACP"
    case fullControl = "FULL_CONTROL"

    /// The header that grants it.
    var headerName: String {
      switch self {
      case .read: "x-amz-grant-read"
      case .write: "x-amz-grant-write"
      case .readACP: "x-amz-grant-read-acp"
      case .writeACP: "x-amz-grant-write-acp"
      case .fullControl: "x-amz-grant-full-control"
      }
    }
  }

  enum Grantee: Hashable, Sendable {
    case user(String)
    case everybody
    case everybodySigned

    static let everybodyURI = "http://acs.amazonaws.com/groups/global/AllUsers"
    static let everybodySignedURI = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
  }

  struct Grant: Hashable, Sendable {
    let grantee: Grantee
    let permission: Permission
  }

  var grants: [Grant]

  init(_ grants: [Grant]) { self.grants = grants }

  /// What stands behind a name such as `public-read`; `nil` for an unknown one.
  init?(canned name: String, owner: String, bucketOwner: String) {
    var grants = [Grant(grantee: .user(owner), permission: .fullControl)]
    switch name {
    case "private": break
    case "public-read": grants.append(Grant(grantee: .everybody, permission: .read))
    case "public-read-write":
      grants.append(Grant(grantee: .everybody, permission: .read))
      grants.append(Grant(grantee: .everybody, permission: .write))
    case "authenticated-read":
      grants.append(Grant(grantee: .everybodySigned, permission: .read))
    case "bucket-owner-read", "bucket-owner-full-control":
      let permission: Permission = name.hasSuffix("read") ? .read : .fullControl
      if owner != bucketOwner {
        grants.append(Grant(grantee: .user(bucketOwner), permission: permission))
      }
    default: return nil
    }
    self.init(grants)
  }

  /// Whether somebody may do that; who does not sign has no id.
  func allows(_ permission: Permission, to canonicalID: String?) -> Bool {
    grants.contains { grant in
      guard grant.permission == permission || grant.permission == .fullControl else { return false }
      return switch grant.grantee {
      case .everybody: true
      case .everybodySigned: canonicalID != nil
      case .user(let id): id == canonicalID
      }
    }
  }
}
