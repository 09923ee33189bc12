import AWSSigV4
import Digests
import HTTPWire
import XMLWire

extension S3Service {
  func createMultipartUpload(_ call: S3Call) async throws(S3Failure) -> HTTPResponse {
    let bucket = try bucket(call, .write)
    let (algorithm, isOfWhole) = try checksumPlan(call.headers)
    let upload = MultipartUpload(
      id: storage.unguessableName(),
      key: call.key,
      owner: call.caller.owner,
      begun: storage.time,
      attributes: try attributes(call, bucketOwner: bucket.owner),
      algorithm: algorithm,
      checksumIsOfWhole: isOfWhole
    )
    try await storage.begin(upload, bucket: call.bucket)
    var response = XMLAnswer("InitiateMultipartUploadResult") { xml in
      xml.element("Bucket", call.bucket)
      xml.element("Key", call.key.text)
      xml.element("UploadId", upload.id)
    }.response()
    if let algorithm {
      response.headers.add("x-amz-checksum-algorithm", algorithm.rawValue)
      response.headers.add("x-amz-checksum-type", upload.checksumType)
    }
    return response
  }

  func uploadPart(_ call: S3Call) async throws(S3Failure) -> HTTPResponse {
    try bucket(call, .write)
    let (number, upload) = try part(call)
    var checks = try BodyChecks(call)
    if let given = checks.algorithm, let planned = upload.algorithm, given != planned {
      throw .checksumMismatch(expected: planned, actual: given)
    }
    checks.algorithm = checks.algorithm ?? upload.algorithm
    let taken = try await intake.take(call.request.body, checks)
    try await storage.put(
      MultipartUpload.Part(number, taken, at: storage.time),
      bucket: call.bucket,
      key: call.key,
      upload: upload.id
    )
    var response = HTTPResponse(status: 200, headers: ["ETag": taken.etag.quoted])
    if let checksum = taken.checksum {
      response.headers.add(checksum.algorithm.headerName, checksum.value)
    }
    return response
  }

  func uploadPartCopy(_ call: S3Call) async throws(S3Failure) -> HTTPResponse {
    try bucket(call, .write)
    let (number, upload) = try part(call)
    let (_, source, _) = try copySource(call)
    let blob = source.blob.slice(try copyRange(call, length: source.blob.length))
    var checks = BodyChecks()
    checks.algorithm = upload.algorithm
    let measured = try await intake.measure(blob, checks, disk: storage.disk)
    let part = MultipartUpload.Part(
      number,
      TakenBody(blob: blob, etag: measured.etag, checksum: measured.checksum),
      at: storage.time
    )
    try await storage.put(part, bucket: call.bucket, key: call.key, upload: upload.id)
    return XMLAnswer("CopyPartResult") { xml in
      xml.element("LastModified", StoreDate.iso(part.modified))
      xml.element("ETag", part.etag.quoted)
      if let checksum = part.checksum {
        xml.element("Checksum\(checksum.algorithm.rawValue)", checksum.value)
      }
    }.response()
  }

  func abortMultipartUpload(_ call: S3Call) async throws(S3Failure) -> HTTPResponse {
    try bucket(call, .write)
    try await storage.abort(
      upload: call.query["uploadId"] ?? "",
      bucket: call.bucket,
      key: call.key
    )
    return HTTPResponse(status: 204)
  }

  /// Which part of which upload a call brings.
  private func part(_ call: S3Call) throws(S3Failure) -> (Int, MultipartUpload) {
    let text = call.query["partNumber"] ?? ""
    guard let number = Int(text), (1...10_000).contains(number) else { throw .badPartNumber(text) }
    let id = call.query["uploadId"] ?? ""
    return (number, try storage.upload(id, bucket: call.bucket, key: call.key))
  }

  private func copyRange(_ call: S3Call, length: Int) throws(S3Failure) -> Range<Int> {
    let name = "x-amz-copy-source-range"
    guard let text = call.headers[name] else { return 0..<length }
    guard case .bounded(let first, let last)? = ByteRange(text) else {
      throw .invalidArgument(
        "The x-amz-copy-source-range value must be of the form bytes=first-last where first and "
          + "last are the zero-based offsets of the first and last bytes to copy",
        name,
        text
      )
    }
    guard last < length else {
      throw .invalidArgument(
        "Range specified is not valid for source object of size: \(length)",
        name,
        text
      )
    }
    return first..<last + 1
  }

  /// By what the parts of an upload are to be checked, and whether the whole is.
  private func checksumPlan(
    _ headers: HTTPHeaders
  ) throws(S3Failure) -> (ChecksumAlgorithm?, Bool) {
    let type = headers["x-amz-checksum-type"]
    guard let name = headers["x-amz-checksum-algorithm"] else {
      guard type == nil else {
        throw .invalidRequest(
          "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm "
            + "header."
        )
      }
      return (nil, false)
    }
    guard let algorithm = ChecksumAlgorithm(rawValue: name.uppercased()) else {
      throw .unsupportedChecksum
    }
    let isOfWhole = type.map { $0 == "FULL_OBJECT" } ?? (algorithm == .crc64nvme)
    guard !isOfWhole || algorithm.isCombinable, isOfWhole || algorithm != .crc64nvme else {
      throw .invalidRequest(
        "The \(type ?? "") checksum type cannot be used with the \(name.lowercased()) checksum "
          + "algorithm."
      )
    }
    return (algorithm, isOfWhole)
  }
}

extension MultipartUpload.Part {
  init(_ number: Int, _ taken: TakenBody, at time: Int64) {
    self.init(
      number: number,
      blob: taken.blob,
      etag: taken.etag,
      modified: time,
      checksum: taken.checksum
    )
  }
}

extension S3Failure {
  fileprivate static func checksumMismatch(
    expected: ChecksumAlgorithm,
    actual: ChecksumAlgorithm
  ) -> S3Failure {
    .invalidRequest(
      "Checksum Type mismatch occurred, expected checksum Type: \(expected.rawValue.lowercased()),"
        + " actual checksum Type: \(actual.rawValue.lowercased())"
    )
  }
}
