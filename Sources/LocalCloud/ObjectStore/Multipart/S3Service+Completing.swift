import AWSSigV4
import Digests
import HTTPWire
import XMLWire

extension S3Service {
  func completeMultipartUpload(_ call: S3Call) async throws(S3Failure) -> HTTPResponse {
    let bucket = try bucket(call, .write)
    let root = try await xml(call, root: "CompleteMultipartUpload")
    let id = call.query["uploadId"] ?? ""
    if let version = completed[id] { return answer(call, version, bucket) }
    let upload = try storage.upload(id, bucket: call.bucket, key: call.key)
    let parts = try chosen(root, of: upload)
    let length = parts.reduce(0) { $0 + $1.blob.length }
    if let announced = call.headers["x-amz-mp-object-size"], announced != String(length) {
      throw .invalidRequest(
        "The provided 'x-amz-mp-object-size' header value \(announced) does not match what was "
          + "computed: \(length)"
      )
    }
    var attributes = upload.attributes
    attributes.parts = parts.map {
      PartSummary(number: $0.number, length: $0.blob.length, checksum: $0.checksum?.value)
    }
    attributes.checksum = try checksum(of: parts, upload, call.headers)
    let version = try await storage.put(
      .init(
        blob: Blob(joining: parts.map(\.blob)),
        etag: ETag(joining: parts.map(\.etag)),
        owner: upload.owner,
        attributes: attributes
      ),
      bucket: call.bucket,
      key: call.key,
      condition: WriteCondition(
        ifNoneMatch: call.headers["If-None-Match"],
        ifMatch: call.headers["If-Match"]
      ),
      endingUpload: id
    )
    completed.remember(id, version)
    return answer(call, version, bucket)
  }

  /// The parts a client names, which must be there as it knows them.
  private func chosen(
    _ root: XMLElement,
    of upload: MultipartUpload
  ) throws(S3Failure) -> [MultipartUpload.Part] {
    let elements = root.all("Part")
    guard !elements.isEmpty else { throw .malformedXML }
    var parts: [MultipartUpload.Part] = []
    for element in elements {
      guard let number = element["PartNumber"].flatMap({ Int($0) }), let etag = element["ETag"]
      else {
        throw .malformedXML
      }
      guard number > parts.last?.number ?? 0 else { throw .invalidPartOrder(upload.id) }
      guard let part = upload.parts[number], part.etag.matches(etag) else {
        throw .invalidPart(number, etag: etag, upload: upload.id)
      }
      try check(part, element, upload)
      parts.append(part)
    }
    for part in parts.dropLast() where part.blob.length < 5 << 20 { throw .partTooSmall(part) }
    return parts
  }

  private func check(
    _ part: MultipartUpload.Part,
    _ element: XMLElement,
    _ upload: MultipartUpload
  ) throws(S3Failure) {
    for algorithm in ChecksumAlgorithm.allCases {
      guard let given = element["Checksum\(algorithm.rawValue)"] else { continue }
      guard let known = part.checksum, known.algorithm == algorithm else { continue }
      guard given == known.value else {
        throw S3Failure(
          "BadDigest",
          400,
          "The \(algorithm.rawValue.lowercased()) you specified for part \(part.number) did not "
            + "match what we received."
        )
      }
      return
    }
    guard let algorithm = upload.algorithm, !upload.checksumIsOfWhole else { return }
    throw .invalidRequest(
      "The upload was created using a \(algorithm.rawValue.lowercased()) checksum. The complete "
        + "request must include the checksum for each part. It was missing for part "
        + "\(part.number) in the request."
    )
  }

  /// The checksum of the whole, from those of the parts.
  private func checksum(
    of parts: [MultipartUpload.Part],
    _ upload: MultipartUpload,
    _ headers: HTTPHeaders
  ) throws(S3Failure) -> ObjectChecksum? {
    guard let algorithm = upload.algorithm else { return nil }
    if let type = headers["x-amz-checksum-type"], type != upload.checksumType {
      throw .invalidRequest(
        "The upload was created using the \(upload.checksumType) checksum mode. The complete "
          + "request must use the same checksum mode."
      )
    }
    let checksum = PartChecksums(algorithm, parts)
    let found =
      upload.checksumIsOfWhole ? checksum.ofWhole() : checksum.ofParts()
    if let given = headers[algorithm.headerName], let found, given != found.value {
      throw .wrongChecksum(algorithm)
    }
    return found
  }

  private func answer(
    _ call: S3Call,
    _ version: ObjectVersion,
    _ bucket: BucketSettings
  ) -> HTTPResponse {
    var response = XMLAnswer("CompleteMultipartUploadResult") { xml in
      xml.element("Location", "\(call.request.origin)/\(call.bucket)/\(call.key)")
      xml.element("Bucket", call.bucket)
      xml.element("Key", call.key.text)
      xml.element("ETag", version.etag.quoted)
      if let checksum = version.attributes.checksum {
        xml.element("Checksum\(checksum.algorithm.rawValue)", checksum.value)
        xml.element("ChecksumType", checksum.type)
      }
    }.response()
    addVersion(version, bucket, to: &response)
    return response
  }
}

extension S3Failure {
  fileprivate static func invalidPartOrder(_ upload: String) -> S3Failure {
    S3Failure(
      "InvalidPartOrder",
      400,
      "The list of parts was not in ascending order. Parts must be ordered by part number.",
      [Detail("UploadId", upload)]
    )
  }

  fileprivate static func invalidPart(_ number: Int, etag: String, upload: String) -> S3Failure {
    S3Failure(
      "InvalidPart",
      400,
      "One or more of the specified parts could not be found.  The part may not have been "
        + "uploaded, or the specified entity tag may not match the part's entity tag.",
      [Detail("UploadId", upload), Detail("PartNumber", "\(number)"), Detail("ETag", etag)]
    )
  }

  fileprivate static func partTooSmall(_ part: MultipartUpload.Part) -> S3Failure {
    S3Failure(
      "EntityTooSmall",
      400,
      "Your proposed upload is smaller than the minimum allowed size",
      [
        Detail("ProposedSize", "\(part.blob.length)"), Detail("MinSizeAllowed", "\(5 << 20)"),
        Detail("PartNumber", "\(part.number)"), Detail("ETag", part.etag.description),
      ]
    )
  }
}
