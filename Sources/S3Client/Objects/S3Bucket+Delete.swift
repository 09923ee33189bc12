import HTTPWire

extension S3Bucket {
  /// What became of an object that was deleted.
  public struct DeleteResult: Sendable, Hashable {
    /// The version that was deleted, or that marks the deletion.
    public let versionID: String?
    /// Whether the object is only marked as deleted: the bucket keeps versions.
    public let isDeleteMarker: Bool
  }

  /// Deletes an object, or one version of it for good; one that is not there is no error.
  @discardableResult
  public func delete(
    _ key: ObjectKey,
    versionID: String? = nil,
    condition: WriteCondition? = nil
  ) async throws(S3Error) -> DeleteResult {
    var call = call("DeleteObject", .delete, key)
    call.ask("versionId", versionID)
    condition?.add(to: &call)
    let headers = try await engine.send(call).headers
    return DeleteResult(
      versionID: headers["x-amz-version-id"],
      isDeleteMarker: headers["x-amz-delete-marker"] == "true"
    )
  }
}
