import HTTPWire
import XMLWire

extension S3Service {
  func listBuckets(_ call: S3Call) throws(S3Failure) -> HTTPResponse {
    guard call.caller.identity != nil else { throw .accessDenied }
    let prefix = call.query["prefix"] ?? ""
    let limit = try call.number("max-buckets", in: 1...10_000) ?? 10_000
    let start = call.query["continuation-token"] ?? ""
    let mine = try storage.buckets().filter { bucket in
      (call.caller.isFree || bucket.owner == call.caller.canonicalID)
        && bucket.name.hasPrefix(prefix) && bucket.name > start
    }
    return XMLAnswer("ListAllMyBucketsResult") { xml in
      write(owner: call.caller.owner, to: &xml)
      xml.element("Buckets") { xml in
        for bucket in mine.prefix(limit) {
          xml.element("Bucket") { xml in
            xml.element("Name", bucket.name)
            xml.element("CreationDate", StoreDate.iso(bucket.created))
          }
        }
      }
      if mine.count > limit { xml.element("ContinuationToken", mine[limit - 1].name) }
      if !prefix.isEmpty { xml.element("Prefix", prefix) }
    }.response()
  }

  func createBucket(_ call: S3Call) async throws(S3Failure) -> HTTPResponse {
    guard call.caller.identity != nil else { throw .accessDenied }
    let bytes = try await document(call, limit: 64 * 1024)
    var region = self.region
    if !bytes.isEmpty {
      guard let root = try? XMLElement(parsing: bytes), root.name == "CreateBucketConfiguration"
      else { throw .malformedXML }
      if let wanted = root["LocationConstraint"], !wanted.isEmpty { region = wanted }
    }
    let owner = call.caller.owner
    let grants = try headerGrants(call.headers, owner: owner, bucketOwner: owner)
    try await storage.createBucket(call.bucket, owner: owner, region: region, grants: grants)
    return HTTPResponse(status: 200, headers: ["Location": "/\(call.bucket)"])
  }

  func headBucket(_ call: S3Call) throws(S3Failure) -> HTTPResponse {
    let settings = try bucket(call, .read)
    return HTTPResponse(
      status: 200,
      headers: ["x-amz-bucket-region": settings.region, "Content-Type": "application/xml"]
    )
  }

  func deleteBucket(_ call: S3Call) async throws(S3Failure) -> HTTPResponse {
    try ownBucket(call)
    try await storage.deleteBucket(call.bucket)
    return HTTPResponse(status: 204)
  }

  func getBucketLocation(_ call: S3Call) throws(S3Failure) -> HTTPResponse {
    let region = try bucket(call, .read).region
    var writer = XMLWriter()
    // The oldest region is called by no name here.
    writer.element(
      "LocationConstraint",
      attributes: ["xmlns": XMLAnswer.namespace],
      region == "us-east-1" ? "" : region
    )
    return HTTPResponse(
      status: 200,
      headers: ["Content-Type": "application/xml"],
      body: .bytes(writer.bytes)
    )
  }

  func getBucketVersioning(_ call: S3Call) throws(S3Failure) -> HTTPResponse {
    let versioning = try ownBucket(call).versioning
    return XMLAnswer("VersioningConfiguration") { xml in
      if versioning != .never { xml.element("Status", versioning.rawValue) }
    }.response()
  }

  func putBucketVersioning(_ call: S3Call) async throws(S3Failure) -> HTTPResponse {
    try ownBucket(call)
    let root = try await xml(call, root: "VersioningConfiguration")
    guard let status = root["Status"] else {
      throw S3Failure(
        "IllegalVersioningConfigurationException",
        400,
        "The Versioning element must be specified"
      )
    }
    guard let versioning = BucketSettings.Versioning(rawValue: status), versioning != .never else {
      throw .malformedXML
    }
    try await storage.change(bucket: call.bucket) { $0.versioning = versioning }
    return HTTPResponse(status: 200)
  }

  func getBucketSetting(_ call: S3Call) throws(S3Failure) -> HTTPResponse {
    try ownBucket(call)
    guard let setting = UnsetSetting.all.first(where: { call.query[$0.name] != nil }) else {
      throw .notImplemented(call.operation.rawValue)
    }
    return try setting.answer(bucket: call.bucket).response()
  }
}
