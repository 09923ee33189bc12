import HTTPWire
import XMLWire

extension S3Service {
  func getBucketACL(_ call: S3Call) throws(S3Failure) -> HTTPResponse {
    let settings = try bucket(call, .readACP)
    return policy(owner: settings.owner, settings.grants)
  }

  func getObjectACL(_ call: S3Call) throws(S3Failure) -> HTTPResponse {
    let version = try version(call, .readACP).version
    return policy(owner: version.owner, version.attributes.grants)
  }

  func putBucketACL(_ call: S3Call) async throws(S3Failure) -> HTTPResponse {
    let owner = try bucket(call, .writeACP).owner
    let grants = try await grants(call, owner: owner, bucketOwner: owner)
    try await storage.change(bucket: call.bucket) { $0.grants = grants }
    return HTTPResponse(status: 200)
  }

  func putObjectACL(_ call: S3Call) async throws(S3Failure) -> HTTPResponse {
    let (version, settings) = try version(call, .writeACP)
    let grants = try await grants(call, owner: version.owner, bucketOwner: settings.owner)
    let key = call.key
    _ = try await storage.change(bucket: call.bucket, key: key, version: version.id) {
      $0.grants = grants
    }
    return HTTPResponse(status: 200)
  }

  /// The grants the headers of a new bucket or object ask for; `nil` is none but the owner's.
  func headerGrants(
    _ headers: HTTPHeaders,
    owner: String,
    bucketOwner: String
  ) throws(S3Failure) -> AccessControlList? {
    let canned = headers["x-amz-acl"]
    var grants: [AccessControlList.Grant] = []
    for permission in Permission.allCases {
      guard let value = headers[permission.headerName] else { continue }
      for grantee in try grantees(value) {
        grants.append(AccessControlList.Grant(grantee: grantee, permission: permission))
      }
    }
    guard canned == nil || grants.isEmpty else {
      throw .invalidRequest("Specifying both Canned ACLs and Header Grants is not allowed")
    }
    if !grants.isEmpty { return AccessControlList(grants) }
    guard let canned, canned != "private" else { return nil }
    guard let list = AccessControlList(canned: canned, owner: owner, bucketOwner: bucketOwner)
    else { throw .invalidArgument("Invalid canned ACL", "x-amz-acl", canned) }
    return list
  }

  /// Reads `id="…", uri="…", emailAddress="…"`.
  private func grantees(_ text: String) throws(S3Failure) -> [AccessControlList.Grantee] {
    var found: [AccessControlList.Grantee] = []
    for part in text.split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1)
      guard sides.count == 2 else { throw .invalidGrant(text) }
      let value = sides[1].filter { $0 != "\"" && $0 != " " }
      switch sides[0].filter({ $0 != " " }).lowercased() {
      case "id": found.append(try user(value))
      case "uri": found.append(try group(value))
      case "emailaddress": found.append(try user(email: value))
      default: throw .invalidGrant(text)
      }
    }
    return found
  }

  private func grants(
    _ call: S3Call,
    owner: String,
    bucketOwner: String
  ) async throws(S3Failure) -> AccessControlList? {
    let bytes = try await document(call, limit: 64 * 1024)
    guard !bytes.isEmpty else {
      return try headerGrants(call.headers, owner: owner, bucketOwner: bucketOwner)
    }
    guard let root = try? XMLElement(parsing: bytes), root.name == "AccessControlPolicy",
      let list = root.first("AccessControlList")
    else { throw .malformedACL }
    var grants: [AccessControlList.Grant] = []
    for element in list.all("Grant") {
      guard let grantee = element.first("Grantee"),
        let permission = element["Permission"].flatMap(Permission.init)
      else { throw .malformedACL }
      grants.append(AccessControlList.Grant(grantee: try read(grantee), permission: permission))
    }
    return AccessControlList(grants)
  }

  private func read(_ grantee: XMLElement) throws(S3Failure) -> AccessControlList.Grantee {
    if let id = grantee["ID"] { return try user(id) }
    if let uri = grantee["URI"] { return try group(uri) }
    if let email = grantee["EmailAddress"] { return try user(email: email) }
    throw .malformedACL
  }

  private func user(_ id: String) throws(S3Failure) -> AccessControlList.Grantee {
    guard identities.contains(where: { $0.canonicalID == id }) else {
      throw .invalidArgument("Invalid id", "CanonicalUser/ID", id)
    }
    return .user(id)
  }

  private func user(email: String) throws(S3Failure) -> AccessControlList.Grantee {
    guard let identity = identities.first(where: { $0.email == email }) else {
      throw S3Failure(
        "UnresolvableGrantByEmailAddress",
        400,
        "The e-mail address you provided does not match any account on record."
      )
    }
    return .user(identity.canonicalID)
  }

  private func group(_ uri: String) throws(S3Failure) -> AccessControlList.Grantee {
    switch uri {
    case AccessControlList.Grantee.everybodyURI: return .everybody
    case AccessControlList.Grantee.everybodySignedURI: return .everybodySigned
    default: throw .invalidArgument("Invalid group uri", "Group/URI", uri)
    }
  }

  private func policy(owner: String, _ list: AccessControlList?) -> HTTPResponse {
    let own = AccessControlList([.init(grantee: .user(owner), permission: .fullControl)])
    return XMLAnswer("AccessControlPolicy") { xml in
      write(owner: owner, to: &xml)
      xml.element("AccessControlList") { xml in
        for grant in (list ?? own).grants {
          xml.element("Grant") { xml in
            write(grant.grantee, to: &xml)
            xml.element("Permission", grant.permission.rawValue)
          }
        }
      }
    }.response()
  }

  /// Writes whom something belongs to.
  func write(owner: String, as name: String = "Owner", to xml: inout XMLWriter) {
    xml.element(name) { xml in
      xml.element("ID", owner)
      xml.element("DisplayName", displayName(owner))
    }
  }

  private func write(_ grantee: AccessControlList.Grantee, to xml: inout XMLWriter) {
    let isUser = if case .user = grantee { true } else { false }
    let attributes: KeyValuePairs = [
      "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
      "xsi:type": isUser ? "CanonicalUser" : "Group",
    ]
    xml.element("Grantee", attributes: attributes) { xml in
      switch grantee {
      case .user(let id):
        xml.element("ID", id)
        xml.element("DisplayName", displayName(id))
      case .everybody: xml.element("URI", AccessControlList.Grantee.everybodyURI)
      case .everybodySigned: xml.element("URI", AccessControlList.Grantee.everybodySignedURI)
      }
    }
  }

  private func displayName(_ id: String) -> String {
    identities.first { $0.canonicalID == id }?.displayName ?? id
  }
}

extension S3Failure {
  fileprivate static func invalidGrant(_ text: String) -> S3Failure {
    .invalidArgument("Argument format not recognized", "x-amz-grant", text)
  }
}
