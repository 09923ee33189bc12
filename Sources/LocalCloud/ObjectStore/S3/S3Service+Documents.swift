import HTTPWire
import XMLWire

extension S3Service {
  /// The body of a call that brings a document, checked as every body is.
  func document(_ call: S3Call, limit: Int = 2 << 20) async throws(S3Failure) -> [UInt8] {
    let checks = try BodyChecks(call, limit: limit)
    let taken = try await intake.take(call.request.body, checks)
    return try await taken.blob.bytes(on: storage.disk)
  }

  /// The document a call brings, if its root has the name it must have.
  func xml(_ call: S3Call, root name: String) async throws(S3Failure) -> XMLElement {
    let bytes = try await document(call)
    guard let root = try? XMLElement(parsing: bytes), root.name == name else {
      throw .malformedXML
    }
    return root
  }

  /// Says which version it was, where a bucket keeps them.
  func addVersion(
    _ version: ObjectVersion,
    _ bucket: BucketSettings,
    to response: inout HTTPResponse
  ) {
    guard bucket.versioning != .never || version.id != ObjectVersion.nullID else { return }
    response.headers.add("x-amz-version-id", version.id)
  }
}
