import HTTPWire
import XMLWire

extension S3Bucket {
  /// The tags of an object.
  public func tags(
    of key: ObjectKey,
    versionID: String? = nil
  ) async throws(S3Error) -> [String: String] {
    var call = tagCall("GetObjectTagging", .get, key, versionID)
    call.answerBody = .document
    let tags = try await document(call, nil).first("TagSet")?.all("Tag") ?? []
    let pairs = tags.compactMap { tag in tag["Key"].map { ($0, tag["Value"] ?? "") } }
    return Dictionary(pairs) { $1 }
  }

  /// Replaces the tags of an object.
  public func setTags(
    _ tags: [String: String],
    of key: ObjectKey,
    versionID: String? = nil
  ) async throws(S3Error) {
    var call = tagCall("PutObjectTagging", .put, key, versionID)
    call.setDocument("Tagging") { document in
      document.element("TagSet") { set in
        for (name, value) in tags.sorted(by: { $0.key < $1.key }) {
          set.element("Tag") { tag in
            tag.element("Key", name)
            tag.element("Value", value)
          }
        }
      }
    }
    _ = try await engine.send(call)
  }

  /// Removes the tags of an object.
  public func removeTags(
    of key: ObjectKey,
    versionID: String? = nil
  ) async throws(S3Error) {
    _ = try await engine.send(tagCall("DeleteObjectTagging", .delete, key, versionID))
  }

  private func tagCall(
    _ operation: StaticString,
    _ method: HTTPMethod,
    _ key: ObjectKey,
    _ versionID: String?
  ) -> Call {
    var call = call(operation, method, key, query: [QueryItem("tagging")])
    call.ask("versionId", versionID)
    return call
  }
}
