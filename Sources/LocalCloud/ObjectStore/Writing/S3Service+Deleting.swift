import FoundationEssentials
import HTTPWire
import XMLWire

extension S3Service {
  func deleteObject(_ call: S3Call) async throws(S3Failure) -> HTTPResponse {
    try bucket(call, .write)
    let condition = DeleteCondition(
      ifMatch: call.headers["If-Match"],
      modified: call.headers["x-amz-if-match-last-modified-time"].flatMap { HTTPDate.parse($0) }
        .map { Int64($0.timeIntervalSince1970) },
      length: call.headers["x-amz-if-match-size"].flatMap { Int($0) }
    )
    let deletion = try await storage.delete(
      bucket: call.bucket,
      key: call.key,
      version: try call.versionID,
      owner: call.caller.owner,
      condition: condition
    )
    var response = HTTPResponse(status: 204)
    if let id = deletion.versionID { response.headers.add("x-amz-version-id", id) }
    if deletion.isDeleteMarker { response.headers.add("x-amz-delete-marker", "true") }
    return response
  }

  func deleteObjects(_ call: S3Call) async throws(S3Failure) -> HTTPResponse {
    try bucket(call, .write)
    let root = try await xml(call, root: "Delete")
    let objects = root.all("Object")
    guard (1...1000).contains(objects.count), objects.allSatisfy({ $0["Key"] != nil }) else {
      throw .malformedXML
    }
    var outcomes: [(XMLElement, Result<ObjectStorage.Deletion, S3Failure>)] = []
    for object in objects {
      outcomes.append((object, await delete(object, call)))
    }
    let isQuiet = root["Quiet"] == "true"
    return XMLAnswer("DeleteResult") { xml in
      for (object, outcome) in outcomes {
        switch outcome {
        case .success(let deletion): if !isQuiet { write(deletion, of: object, to: &xml) }
        case .failure(let failure):
          xml.element("Error") { xml in
            xml.element("Key", object["Key"] ?? "")
            if let id = object["VersionId"] { xml.element("VersionId", id) }
            xml.element("Code", failure.code)
            xml.element("Message", failure.message)
          }
        }
      }
    }.response()
  }

  private func delete(
    _ object: XMLElement,
    _ call: S3Call
  ) async -> Result<ObjectStorage.Deletion, S3Failure> {
    let condition = DeleteCondition(
      ifMatch: object["ETag"],
      modified: object["LastModifiedTime"].flatMap { HTTPDate.parse($0) }
        .map { Int64($0.timeIntervalSince1970) },
      length: object["Size"].flatMap { Int($0) }
    )
    do throws(S3Failure) {
      let deletion = try await storage.delete(
        bucket: call.bucket,
        key: ObjectKey(object["Key"] ?? ""),
        version: object["VersionId"].flatMap { $0.isEmpty ? nil : $0 },
        owner: call.caller.owner,
        condition: condition
      )
      return .success(deletion)
    } catch {
      return .failure(error)
    }
  }

  private func write(
    _ deletion: ObjectStorage.Deletion,
    of object: XMLElement,
    to xml: inout XMLWriter
  ) {
    xml.element("Deleted") { xml in
      xml.element("Key", object["Key"] ?? "")
      if let id = object["VersionId"], !id.isEmpty { xml.element("VersionId", id) }
      guard deletion.isDeleteMarker else { return }
      xml.element("DeleteMarker", "true")
      if let id = deletion.versionID { xml.element("DeleteMarkerVersionId", id) }
    }
  }
}
