import AWSSigV4
import HTTPWire

extension S3Service {
  func putObject(_ call: S3Call) async throws(S3Failure) -> HTTPResponse {
    let bucket = try bucket(call, .write)
    if call.request.body.length == nil, !call.headers.contains("x-amz-decoded-content-length"),
      !call.headers.contains("Transfer-Encoding")
    {
      throw .missingLength
    }
    var attributes = try attributes(call, bucketOwner: bucket.owner)
    let condition = WriteCondition(
      ifNoneMatch: call.headers["If-None-Match"],
      ifMatch: call.headers["If-Match"]
    )
    // Looked at before the body is asked for as well, to spare a client the sending.
    if !condition.isEmpty {
      let key = call.key
      try storage.ledger.read { state throws(S3Failure) in
        try condition.check(state.bucket(call.bucket).objects[key]?.current, key)
      }
    }
    let taken = try await intake.take(call.request.body, try BodyChecks(call))
    attributes.checksum = taken.checksum
    let version = try await storage.put(
      .init(blob: taken.blob, etag: taken.etag, owner: call.caller.owner, attributes: attributes),
      bucket: call.bucket,
      key: call.key,
      condition: condition
    )
    var response = HTTPResponse(status: 200, headers: ["ETag": version.etag.quoted])
    add(taken.checksum, to: &response)
    addVersion(version, bucket, to: &response)
    return response
  }

  func add(_ checksum: ObjectChecksum?, to response: inout HTTPResponse) {
    guard let checksum else { return }
    response.headers.add(checksum.algorithm.headerName, checksum.value)
    response.headers.add("x-amz-checksum-type", checksum.type)
  }

  /// What the headers of a call say an object shall carry.
  func attributes(_ call: S3Call, bucketOwner: String) throws(S3Failure) -> ObjectAttributes {
    var attributes = ObjectAttributes()
    attributes.headers = try StoredHeaders.read(call.headers)
    if let tagging = call.headers["x-amz-tagging"] {
      attributes.tags = try Tag.parse(header: tagging)
    }
    attributes.grants = try headerGrants(
      call.headers,
      owner: call.caller.owner,
      bucketOwner: bucketOwner
    )
    return attributes
  }
}
