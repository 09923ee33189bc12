import Digests
import HTTPWire
import XMLWire

extension S3Service {
  typealias ListedObject = (key: ObjectKey, version: ObjectVersion)

  func listObjects(_ call: S3Call) throws(S3Failure) -> HTTPResponse {
    let name = try bucket(call, .read).name
    let request = try ListRequest(call)
    let marker = call.query["marker"] ?? ""
    let page = try objects(name, request, after: marker)
    return XMLAnswer("ListBucketResult") { xml in
      xml.element("Name", name)
      xml.element("Prefix", request.spelled(request.prefix))
      xml.element("Marker", request.spelled(marker))
      if page.isTruncated, !request.delimiter.isEmpty, let last = page.last {
        xml.element("NextMarker", request.spelled(last))
      }
      write(page, request, withOwner: true, to: &xml)
    }.response()
  }

  func listObjectsV2(_ call: S3Call) throws(S3Failure) -> HTTPResponse {
    let name = try bucket(call, .read).name
    let request = try ListRequest(call)
    let startAfter = call.query["start-after"]
    let token = call.query["continuation-token"]
    var start = startAfter ?? ""
    if let token, !token.isEmpty { start = try ContinuationToken.key(token) }
    let page = try objects(name, request, after: start)
    return XMLAnswer("ListBucketResult") { xml in
      xml.element("Name", name)
      xml.element("Prefix", request.spelled(request.prefix))
      if let token { xml.element("ContinuationToken", token) }
      if page.isTruncated, let last = page.last {
        xml.element("NextContinuationToken", ContinuationToken.text(last))
      }
      if let startAfter { xml.element("StartAfter", request.spelled(startAfter)) }
      xml.element("KeyCount", String(page.count))
      write(page, request, withOwner: call.query["fetch-owner"] == "true", to: &xml)
    }.response()
  }

  private func objects(
    _ bucket: String,
    _ request: ListRequest,
    after start: String
  ) throws(S3Failure) -> ListPage<ListedObject> {
    try storage.ledger.read { state throws(S3Failure) in
      try state.bucket(bucket).page(request, after: start) { key, entry in
        entry.current.isDeleteMarker ? [] : [(key, entry.current)]
      }
    }
  }

  private func write(
    _ page: ListPage<ListedObject>,
    _ request: ListRequest,
    withOwner: Bool,
    to xml: inout XMLWriter
  ) {
    writeHead(page, request, to: &xml)
    for (key, version) in page.items {
      xml.element("Contents") { xml in
        xml.element("Key", request.spelled(key.text))
        write(version, withOwner: withOwner, to: &xml)
      }
    }
    write(page.commonPrefixes, request, to: &xml)
  }

  func write(_ version: ObjectVersion, withOwner: Bool, to xml: inout XMLWriter) {
    xml.element("LastModified", StoreDate.iso(version.modified))
    if !version.isDeleteMarker {
      xml.element("ETag", version.etag.quoted)
      if let checksum = version.attributes.checksum {
        xml.element("ChecksumAlgorithm", checksum.algorithm.rawValue)
        xml.element("ChecksumType", checksum.type)
      }
      xml.element("Size", String(version.blob.length))
      xml.element("StorageClass", version.attributes.storageClass)
    }
    if withOwner { write(owner: version.owner, to: &xml) }
  }

  /// Writes what stands at the head of every page.
  func writeHead<Item>(_ page: ListPage<Item>, _ request: ListRequest, to xml: inout XMLWriter) {
    xml.element("MaxKeys", String(request.limit))
    if !request.delimiter.isEmpty { xml.element("Delimiter", request.spelled(request.delimiter)) }
    if request.encodes { xml.element("EncodingType", "url") }
    xml.element("IsTruncated", String(page.isTruncated))
  }

  func write(_ commonPrefixes: [String], _ request: ListRequest, to xml: inout XMLWriter) {
    for prefix in commonPrefixes {
      xml.element("CommonPrefixes") { $0.element("Prefix", request.spelled(prefix)) }
    }
  }
}
