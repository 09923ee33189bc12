import Digests
import HTTPWire
import XMLWire

extension S3Service {
  /// The longest form; a browser that has more uses presigned requests.
  private static let longestForm = 64 << 20

  func postObject(_ call: S3Call) async throws(S3Failure) -> HTTPResponse {
    guard let type = call.headers["Content-Type"], let boundary = MultipartForm.boundary(of: type)
    else {
      throw S3Failure(
        "PreconditionFailed",
        412,
        "At least one of the pre-conditions you specified did not hold",
        [.init("Condition", "Bucket POST must be of the enclosure-type multipart/form-data")]
      )
    }
    let body = try await document(call, limit: Self.longestForm)
    guard let form = MultipartForm(body, boundary: boundary) else {
      throw S3Failure(
        "MalformedPOSTRequest",
        400,
        "The body of your POST request is not well-formed multipart/form-data."
      )
    }
    return try await store(form, call)
  }

  private func store(_ form: MultipartForm, _ call: S3Call) async throws(S3Failure) -> HTTPResponse
  {
    let caller = try admit(form: form.fields, at: call.now)
    let posted = S3Call(call, caller: caller, headers: form.headers)
    let bucket = try bucket(posted, .write)
    if let policy = form.fields["policy"] {
      try FormPolicy(policy).check(form, bucket: call.bucket, at: call.now)
    }
    guard let file = form.file else {
      throw .invalidArgument("POST requires exactly one file upload per request.", "file", "0")
    }
    guard let name = form.fields["key"], !name.isEmpty else { throw .missingKeyField }
    let key = ObjectKey(name.replacing("${filename}", with: form.fileName))
    guard key.text.utf8.count <= ObjectKey.longest else { throw .keyTooLong(key.text.utf8.count) }
    let attributes = try attributes(posted, bucketOwner: bucket.owner)
    let taken = try await intake.take(.bytes(file), try BodyChecks(posted, isForm: true))
    var kept = attributes
    kept.checksum = taken.checksum
    let version = try await storage.put(
      .init(blob: taken.blob, etag: taken.etag, owner: caller.owner, attributes: kept),
      bucket: call.bucket,
      key: key
    )
    return answer(form, version, key, call)
  }

  private func answer(
    _ form: MultipartForm,
    _ version: ObjectVersion,
    _ key: ObjectKey,
    _ call: S3Call
  ) -> HTTPResponse {
    let path = PercentEncoding.encode("/\(call.bucket)/\(key)", keeping: .unreservedAndSlash)
    let location = "\(call.request.origin)\(path)"
    let headers: HTTPHeaders = ["ETag": version.etag.quoted, "Location": location]
    if let target = form.fields["success_action_redirect"] ?? form.fields["redirect"],
      target.hasPrefix("http://") || target.hasPrefix("https://")
    {
      let pairs = [("bucket", call.bucket), ("key", key.text), ("etag", version.etag.quoted)]
      let query = pairs.map { "\($0)=\(PercentEncoding.encode($1))" }.joined(separator: "&")
      let joint = target.contains("?") ? "&" : "?"
      return HTTPResponse(status: 303, headers: ["Location": "\(target)\(joint)\(query)"])
    }
    switch form.fields["success_action_status"] {
    case "200": return HTTPResponse(status: 200, headers: headers)
    case "201":
      return XMLAnswer("PostResponse") { xml in
        xml.element("Location", location)
        xml.element("Bucket", call.bucket)
        xml.element("Key", key.text)
        xml.element("ETag", version.etag.quoted)
      }.response(status: 201, headers: headers)
    default: return HTTPResponse(status: 204, headers: headers)
    }
  }
}

extension MultipartForm {
  /// The fields that in another request would be headers.
  fileprivate var headers: HTTPHeaders {
    var headers = HTTPHeaders()
    for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
      switch name {
      case "acl": headers.add("x-amz-acl", value)
      case "content-type", "cache-control", "content-disposition", "content-encoding", "expires":
        headers.add(name, value)
      case _ where name.hasPrefix("x-amz-meta-") || name.hasPrefix("x-amz-checksum-"):
        headers.add(name, value)
      case "x-amz-storage-class", "x-amz-website-redirect-location": headers.add(name, value)
      default: break
      }
    }
    return headers
  }
}

extension S3Failure {
  fileprivate static let missingKeyField = S3Failure.invalidArgument(
    "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of "
      + "the fields.",
    "key",
    ""
  )
}
