import AWSSigV4
import HTTPWire

extension S3Service {
  func getObject(_ call: S3Call) async throws(S3Failure) -> HTTPResponse {
    let (version, bucket) = try version(call, .read)
    var response = HTTPResponse(status: 200)
    describe(version, bucket, in: &response)
    if !call.query.isEmpty { try override(&response, by: call) }
    if try isUnmodified(version, call) {
      response.status = 304
      return response
    }
    let part = try part(of: version, call)
    if let part {
      response.status = 206
      let range = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(version.blob.length)"
      response.headers.add("Content-Range", range)
    } else if let checksum = version.attributes.checksum,
      call.headers["x-amz-checksum-mode"]?.uppercased() == "ENABLED"
    {
      response.headers.add(checksum.algorithm.headerName, checksum.value)
      response.headers.add("x-amz-checksum-type", checksum.type)
    }
    let blob = part.map { version.blob.slice($0) } ?? version.blob
    guard call.request.method != .head else {
      response.headers.add("Content-Length", String(blob.length))
      return response
    }
    response.body = try await blob.body(on: storage.disk)
    return response
  }

  /// The headers every answer about an object has.
  private func describe(
    _ version: ObjectVersion,
    _ bucket: BucketSettings,
    in response: inout HTTPResponse
  ) {
    response.headers.reserveCapacity(12 + version.attributes.headers.count)
    response.headers.add("Last-Modified", StoreDate.http(version.modified))
    response.headers.add("ETag", version.etag.quoted)
    response.headers.add("Accept-Ranges", "bytes")
    for field in version.attributes.headers { response.headers.add(field.name, field.value) }
    addVersion(version, bucket, to: &response)
    if !version.attributes.tags.isEmpty {
      response.headers.add("x-amz-tagging-count", String(version.attributes.tags.count))
    }
  }

  private func isUnmodified(_ version: ObjectVersion, _ call: S3Call) throws(S3Failure) -> Bool {
    switch ReadCondition(call.headers).check(version) {
    case .holds: return false
    case .notModified: return true
    case .failed(let condition): throw .preconditionFailed(condition)
    }
  }

  /// The bytes a call asks for; `nil` is all of them.
  private func part(
    of version: ObjectVersion,
    _ call: S3Call
  ) throws(S3Failure) -> Range<Int>? {
    let range = call.headers["Range"]
    if let text = call.query["partNumber"] {
      guard range == nil else {
        throw .invalidRequest("Cannot specify both Range header and partNumber query parameter")
      }
      return try part(numbered: text, of: version)
    }
    guard let range, let wanted = ByteRange(range) else { return nil }
    guard let found = wanted.resolved(in: version.blob.length) else {
      throw .invalidRange(range, length: version.blob.length)
    }
    return found
  }

  /// The bytes of one part of an upload; an object that came whole is its own first part.
  private func part(numbered text: String, of version: ObjectVersion) throws(S3Failure) -> Range<
    Int
  >? {
    guard let number = Int(text), (1...10_000).contains(number) else { throw .badPartNumber(text) }
    let parts = version.attributes.parts
    guard !parts.isEmpty || number > 1 else { return nil }
    guard let place = parts.firstIndex(where: { $0.number == number }) else {
      throw S3Failure("InvalidPart", 400, "The requested partnumber is not satisfiable")
    }
    let start = parts[..<place].reduce(0) { $0 + $1.length }
    return start..<start + parts[place].length
  }

  /// Puts in the headers that `response-content-type` and the like ask for.
  private func override(_ response: inout HTTPResponse, by call: S3Call) throws(S3Failure) {
    if call.query["partNumber"] != nil, let version = response.headers["ETag"],
      let dash = version.lastIndex(of: "-")
    {
      let count = version[version.index(after: dash)...].dropLast()
      response.headers["x-amz-mp-parts-count"] = String(count)
    }
    let names = [
      "Content-Type", "Content-Language", "Expires", "Cache-Control", "Content-Disposition",
      "Content-Encoding",
    ]
    for name in names {
      guard let value = call.query["response-\(name.lowercased())"] else { continue }
      guard call.caller.identity != nil else {
        throw .invalidRequest(
          "Request specific response headers cannot be used for anonymous GET requests."
        )
      }
      response.headers[name] = value
    }
  }
}

extension S3Failure {
  static func invalidRange(_ text: String, length: Int) -> S3Failure {
    S3Failure(
      "InvalidRange",
      416,
      "The requested range is not satisfiable",
      [Detail("RangeRequested", text), Detail("ActualObjectSize", "\(length)")]
    )
  }

  static func badPartNumber(_ text: String) -> S3Failure {
    .invalidArgument(
      "Part number must be an integer between 1 and 10000, inclusive",
      "partNumber",
      text
    )
  }
}
