extension S3Bucket {
  /// What became of many objects that were to be deleted.
  public struct DeleteReport: Sendable {
    /// How many are gone; those that were not there count too.
    public internal(set) var deleted = 0
    /// One error for each that is still there.
    public internal(set) var failures: [S3Error] = []
  }

  /// Deletes objects, a thousand in a request; what cannot be deleted stands in the report.
  public func delete(_ keys: some Sequence<ObjectKey>) async throws(S3Error) -> DeleteReport {
    var keys = keys.makeIterator()
    return try await deleteAll { keys.next().map { DoomedObject(key: $0) } }
  }

  /// Deletes versions for good, a thousand in a request, marks of deletion included.
  public func delete(
    versions: some Sequence<ObjectVersion>
  ) async throws(S3Error) -> DeleteReport {
    var versions = versions.makeIterator()
    return try await deleteAll {
      versions.next().map { DoomedObject(key: $0.key, versionID: $0.versionID) }
    }
  }

  /// Deletes objects as their keys arrive: those of a listing, for instance.
  public func delete<Keys: AsyncSequence>(
    each keys: Keys
  ) async throws -> DeleteReport where Keys.Element == ObjectKey {
    var keys = keys.makeAsyncIterator()
    return try await deleteAll {
      try await keys.next(isolation: #isolation).map { DoomedObject(key: $0) }
    }
  }

  private func deleteAll<Failure: Error>(
    _ next: () async throws(Failure) -> DoomedObject?
  ) async throws(S3Error) -> DeleteReport {
    let deleter = BatchDeleter(bucket: self)
    do {
      return try await withThrowingTaskGroup(of: DeleteReport.self) { group in
        var report = DeleteReport()
        var running = 0
        while true {
          var batch: [DoomedObject] = []
          while batch.count < BatchDeleter.limit, let object = try await next() {
            batch.append(object)
          }
          guard !batch.isEmpty else { break }
          if running == engine.configuration.transfer.concurrency, let part = try await group.next()
          {
            report.add(part)
            running -= 1
          }
          running += 1
          group.addTask { [batch] in try await deleter.delete(batch) }
        }
        for try await part in group { report.add(part) }
        return report
      }
    } catch let error as S3Error {
      throw error
    } catch {
      throw S3Error(.cancelled, "while objects were deleted", underlying: error)
    }
  }
}

extension S3Bucket.DeleteReport {
  fileprivate mutating func add(_ other: Self) {
    deleted += other.deleted
    failures += other.failures
  }
}
