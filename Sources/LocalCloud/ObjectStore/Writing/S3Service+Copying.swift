import Digests
import HTTPWire
import XMLWire

extension S3Service {
  func copyObject(_ call: S3Call) async throws(S3Failure) -> HTTPResponse {
    let bucket = try bucket(call, .write)
    let (source, old, sourceBucket) = try copySource(call)
    let replaces = try directive("x-amz-metadata-directive", call)
    let replacesTags = try directive("x-amz-tagging-directive", call)
    let new = try attributes(call, bucketOwner: bucket.owner)
    let changesNothing =
      !replaces && source.bucket == call.bucket && source.key == call.key
      && source.versionID == nil && old.attributes.storageClass == new.storageClass
      && !call.headers.contains("x-amz-website-redirect-location")
    guard !changesNothing else {
      throw .invalidRequest(
        "This copy request is illegal because it is trying to copy an object to itself without "
          + "changing the object's metadata, storage class, website redirect location or "
          + "encryption attributes."
      )
    }
    var attributes = old.attributes
    attributes.grants = new.grants
    attributes.parts = []
    if replaces { attributes.headers = new.headers }
    if replacesTags { attributes.tags = new.tags }
    let etag = try await settle(&attributes, old, call)
    let version = try await storage.put(
      .init(blob: old.blob, etag: etag, owner: call.caller.owner, attributes: attributes),
      bucket: call.bucket,
      key: call.key,
      condition: WriteCondition(
        ifNoneMatch: call.headers["If-None-Match"],
        ifMatch: call.headers["If-Match"]
      )
    )
    var response = XMLAnswer("CopyObjectResult") { xml in
      xml.element("LastModified", StoreDate.iso(version.modified))
      xml.element("ETag", version.etag.quoted)
      if let checksum = version.attributes.checksum {
        xml.element("Checksum\(checksum.algorithm.rawValue)", checksum.value)
        xml.element("ChecksumType", checksum.type)
      }
    }.response()
    addVersion(version, bucket, to: &response)
    if sourceBucket.versioning != .never {
      response.headers.add("x-amz-copy-source-version-id", old.id)
    }
    return response
  }

  /// What a call copies from, if the caller may read it and its conditions hold.
  func copySource(
    _ call: S3Call
  ) throws(S3Failure) -> (CopySource, ObjectVersion, BucketSettings) {
    let source = try CopySource(call.headers)
    do throws(S3Failure) {
      let (version, bucket) = try version(
        source.key,
        in: source.bucket,
        id: source.versionID,
        call.caller,
        .read
      )
      let condition = ReadCondition(call.headers, prefix: "x-amz-copy-source-")
      switch condition.check(version) {
      case .holds: return (source, version, bucket)
      case .notModified: throw S3Failure.preconditionFailed("x-amz-copy-source-If-None-Match")
      case .failed(let header): throw S3Failure.preconditionFailed(header)
      }
    } catch {
      guard error.code != "MethodNotAllowed" else {
        throw .invalidRequest(
          "The source of a copy request may not specifically refer to a delete marker by "
            + "version id."
        )
      }
      throw error
    }
  }

  private func directive(_ name: String, _ call: S3Call) throws(S3Failure) -> Bool {
    switch call.headers[name]?.uppercased() {
    case nil, "COPY": false
    case "REPLACE": true
    case let other?: throw .invalidArgument("Unknown directive.", name, other)
    }
  }

  /// A copy is one piece: what came in parts, or asks for another checksum, is read once more.
  private func settle(
    _ attributes: inout ObjectAttributes,
    _ old: ObjectVersion,
    _ call: S3Call
  ) async throws(S3Failure) -> ETag {
    let wanted = call.headers["x-amz-checksum-algorithm"]
    let algorithm = wanted.flatMap { ChecksumAlgorithm(rawValue: $0.uppercased()) }
    guard wanted == nil || algorithm != nil else { throw .unsupportedChecksum }
    let hasOther = algorithm != nil && algorithm != attributes.checksum?.algorithm
    let isComposite = attributes.checksum?.isOfWhole == false
    guard old.etag.parts > 0 || hasOther || isComposite else { return old.etag }
    var checks = BodyChecks()
    checks.limit = .max
    checks.algorithm = algorithm ?? attributes.checksum?.algorithm
    let taken = try await intake.measure(old.blob, checks, disk: storage.disk)
    attributes.checksum = taken.checksum
    return taken.etag
  }
}
