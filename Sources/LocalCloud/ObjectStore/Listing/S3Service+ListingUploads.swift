import Digests
import HTTPWire
import XMLWire

extension S3Service {
  func listMultipartUploads(_ call: S3Call) throws(S3Failure) -> HTTPResponse {
    try bucket(call, .read)
    let request = try ListRequest(call, limit: "max-uploads")
    let keyMarker = call.query["key-marker"] ?? ""
    let idMarker = call.query["upload-id-marker"] ?? ""
    let page = uploads(
      try storage.uploads(bucket: call.bucket),
      request,
      after: keyMarker,
      idMarker
    )
    return XMLAnswer("ListMultipartUploadsResult") { xml in
      xml.element("Bucket", call.bucket)
      xml.element("KeyMarker", request.spelled(keyMarker))
      xml.element("UploadIdMarker", idMarker)
      if page.isTruncated, let last = page.last {
        xml.element("NextKeyMarker", request.spelled(last))
        xml.element("NextUploadIdMarker", page.items.last?.id ?? "")
      }
      xml.element("Prefix", request.spelled(request.prefix))
      if !request.delimiter.isEmpty { xml.element("Delimiter", request.spelled(request.delimiter)) }
      if request.encodes { xml.element("EncodingType", "url") }
      xml.element("MaxUploads", String(request.limit))
      xml.element("IsTruncated", String(page.isTruncated))
      for upload in page.items { write(upload, request, to: &xml) }
      write(page.commonPrefixes, request, to: &xml)
    }.response()
  }

  /// Uploads are few and sorted: a page is picked by looking at all of them.
  private func uploads(
    _ all: [MultipartUpload],
    _ request: ListRequest,
    after key: String,
    _ id: String
  ) -> ListPage<MultipartUpload> {
    var page = ListPage<MultipartUpload>()
    var isPastMarker = key.isEmpty
    for upload in all where upload.key.text.utf8.starts(with: request.prefix.utf8) {
      guard isPastMarker || upload.key > ObjectKey(key) else {
        isPastMarker = upload.key == ObjectKey(key) && !id.isEmpty && upload.id == id
        continue
      }
      let common = request.commonPrefix(of: upload.key)
      if let common, common == page.commonPrefixes.last || common <= key { continue }
      guard page.count < request.limit else {
        page.isTruncated = request.limit > 0
        break
      }
      if let common { page.commonPrefixes.append(common) } else { page.items.append(upload) }
      page.last = common ?? upload.key.text
    }
    return page
  }

  private func write(_ upload: MultipartUpload, _ request: ListRequest, to xml: inout XMLWriter) {
    xml.element("Upload") { xml in
      xml.element("Key", request.spelled(upload.key.text))
      xml.element("UploadId", upload.id)
      write(owner: upload.owner, as: "Initiator", to: &xml)
      write(owner: upload.owner, to: &xml)
      xml.element("StorageClass", "STANDARD")
      xml.element("Initiated", StoreDate.iso(upload.begun))
      if let algorithm = upload.algorithm {
        xml.element("ChecksumAlgorithm", algorithm.rawValue)
        xml.element("ChecksumType", upload.checksumType)
      }
    }
  }

  func listParts(_ call: S3Call) throws(S3Failure) -> HTTPResponse {
    try bucket(call, .read)
    let id = call.query["uploadId"] ?? ""
    let upload = try storage.upload(id, bucket: call.bucket, key: call.key)
    let limit = try call.number("max-parts", in: 0...1000) ?? 1000
    let marker = try call.number("part-number-marker", in: 0...10_000) ?? 0
    let rest = upload.parts.values.filter { $0.number > marker }.sorted { $0.number < $1.number }
    let page = rest.prefix(limit)
    return XMLAnswer("ListPartsResult") { xml in
      xml.element("Bucket", call.bucket)
      xml.element("Key", call.key.text)
      xml.element("UploadId", id)
      xml.element("PartNumberMarker", String(marker))
      xml.element("NextPartNumberMarker", String(page.last?.number ?? 0))
      xml.element("MaxParts", String(limit))
      xml.element("IsTruncated", String(rest.count > page.count))
      for part in page { write(part, to: &xml) }
      write(owner: upload.owner, as: "Initiator", to: &xml)
      write(owner: upload.owner, to: &xml)
      xml.element("StorageClass", "STANDARD")
      if let algorithm = upload.algorithm {
        xml.element("ChecksumAlgorithm", algorithm.rawValue)
        xml.element("ChecksumType", upload.checksumType)
      }
    }.response()
  }

  private func write(_ part: MultipartUpload.Part, to xml: inout XMLWriter) {
    xml.element("Part") { xml in
      xml.element("PartNumber", String(part.number))
      xml.element("LastModified", StoreDate.iso(part.modified))
      xml.element("ETag", part.etag.quoted)
      if let checksum = part.checksum {
        xml.element("Checksum\(checksum.algorithm.rawValue)", checksum.value)
      }
      xml.element("Size", String(part.blob.length))
    }
  }
}
