import Digests
import HTTPWire
import XMLWire

extension S3Bucket {
  /// Begins an object whose parts will be sent one by one.
  public func beginUpload(
    of key: ObjectKey,
    settings: ObjectSettings = ObjectSettings()
  ) async throws(S3Error) -> MultipartUpload {
    var call = call("CreateMultipartUpload", .post, key, query: [QueryItem("uploads")])
    for field in try settings.fields() { call.headers.add(field.name, field.value) }
    call.answerBody = .document
    let checksums = engine.configuration.checksums
    let algorithm = checksums.request == .whenSupported ? checksums.algorithm : nil
    if let algorithm {
      call.headers.add("x-amz-checksum-algorithm", algorithm.rawValue)
      call.headers.add(
        "x-amz-checksum-type",
        algorithm.isCombinable ? "FULL_OBJECT" : "COMPOSITE"
      )
    }
    guard let id = try await engine.send(call).document?["UploadId"], !id.isEmpty else {
      throw call.locate(S3Error(.malformedAnswer, "the upload was given no name"))
    }
    return MultipartUpload(
      bucket: self,
      key: key,
      id: UploadID(rawValue: id),
      algorithm: algorithm,
      customerKey: settings.customerKey
    )
  }

  /// An upload that was begun earlier, perhaps by another program.
  public func upload(
    _ id: UploadID,
    of key: ObjectKey,
    customerKey: ServerSideEncryption.CustomerKey? = nil
  ) -> MultipartUpload {
    let checksums = engine.configuration.checksums
    return MultipartUpload(
      bucket: self,
      key: key,
      id: id,
      algorithm: checksums.request == .whenSupported ? checksums.algorithm : nil,
      customerKey: customerKey
    )
  }

  /// The uploads under way for keys that begin with `prefix`.
  public func uploads(under prefix: String = "") -> S3Listing<UploadPage> {
    S3Listing { cursor throws(S3Error) in
      let call = listCall("ListMultipartUploads", "uploads", "", prefix, ListOptions())
      let root = try await document(call, cursor)
      let uploads = try root.all("Upload").map { element throws(S3Error) in
        UploadSummary(element, key: try root.key(of: element, in: call))
      }
      guard root["IsTruncated"] == "true", let key = root["NextKeyMarker"] else {
        return (UploadPage(items: uploads), nil)
      }
      var parameters = [QueryItem("key-marker", root.decoded(key))]
      if let id = root["NextUploadIdMarker"] {
        parameters.append(QueryItem("upload-id-marker", id))
      }
      return (UploadPage(items: uploads), Cursor(parameters))
    }
  }
}

extension ObjectSettings {
  /// The key every part must be sent with, where the writer brings one.
  var customerKey: ServerSideEncryption.CustomerKey? {
    if case .customer(let key) = encryption { key } else { nil }
  }
}
