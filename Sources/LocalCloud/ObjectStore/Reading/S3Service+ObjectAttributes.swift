import Digests
import HTTPWire
import XMLWire

extension S3Service {
  func getObjectAttributes(_ call: S3Call) throws(S3Failure) -> HTTPResponse {
    let (version, bucket) = try version(call, .read)
    let asked = call.headers.values("x-amz-object-attributes").flatMap { value in
      value.split(separator: ",").map { String($0.filter { $0 != " " }) }
    }
    let known = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"]
    guard !asked.isEmpty, asked.allSatisfy(known.contains) else {
      throw .invalidArgument(
        "Invalid attribute name specified.",
        "x-amz-object-attributes",
        asked.joined(separator: ",")
      )
    }
    let maximum = Int(call.headers["x-amz-max-parts"] ?? "") ?? 1000
    let marker = Int(call.headers["x-amz-part-number-marker"] ?? "") ?? 0
    var response = XMLAnswer("GetObjectAttributesResponse") { xml in
      if asked.contains("ETag") { xml.element("ETag", version.etag.description) }
      if asked.contains("Checksum"), let checksum = version.attributes.checksum {
        xml.element("Checksum") { xml in
          xml.element("Checksum\(checksum.algorithm.rawValue)", checksum.value)
          xml.element("ChecksumType", checksum.type)
        }
      }
      if asked.contains("ObjectParts"), !version.attributes.parts.isEmpty {
        write(version.attributes, after: marker, atMost: maximum, to: &xml)
      }
      if asked.contains("StorageClass") {
        xml.element("StorageClass", version.attributes.storageClass)
      }
      if asked.contains("ObjectSize") { xml.element("ObjectSize", String(version.blob.length)) }
    }.response()
    response.headers["Last-Modified"] = StoreDate.http(version.modified)
    addVersion(version, bucket, to: &response)
    return response
  }

  private func write(
    _ attributes: ObjectAttributes,
    after marker: Int,
    atMost limit: Int,
    to xml: inout XMLWriter
  ) {
    let rest = attributes.parts.filter { $0.number > marker }
    let page = rest.prefix(limit)
    xml.element("ObjectParts") { xml in
      xml.element("IsTruncated", String(rest.count > page.count))
      xml.element("MaxParts", String(limit))
      xml.element("NextPartNumberMarker", String(page.last?.number ?? 0))
      xml.element("PartNumberMarker", String(marker))
      xml.element("PartsCount", String(attributes.parts.count))
      // Parts are told one by one only where each has a checksum to tell.
      for part in page where part.checksum != nil {
        xml.element("Part") { xml in
          if let value = part.checksum, let algorithm = attributes.checksum?.algorithm {
            xml.element("Checksum\(algorithm.rawValue)", value)
          }
          xml.element("PartNumber", String(part.number))
          xml.element("Size", String(part.length))
        }
      }
    }
  }
}

extension ObjectAttributes {
  /// The class it was stored in, as its sender named it.
  var storageClass: String {
    headers.first { $0.name == "x-amz-storage-class" }?.value ?? "STANDARD"
  }
}
