import HTTPWire
import XMLWire

/// An object that shall go, or one version of it.
struct DoomedObject: Sendable, Hashable {
  var key: ObjectKey
  var versionID: String?
}

/// Deletes up to a thousand objects in one request and asks again for those S3 had no time for.
struct BatchDeleter: Sendable {
  static let limit = 1_000

  let bucket: S3Bucket

  func delete(_ objects: [DoomedObject]) async throws(S3Error) -> S3Bucket.DeleteReport {
    var report = S3Bucket.DeleteReport()
    // XML has no room for some keys; those are named in a URL, which has.
    let isBatchable = { (object: DoomedObject) in XMLWriter.canRepresent(object.key.rawValue) }
    for object in objects where !isBatchable(object) {
      do {
        _ = try await bucket.delete(object.key, versionID: object.versionID)
        report.deleted += 1
      } catch {
        report.failures.append(error)
      }
    }
    var rest = objects.filter(isBatchable)
    var loop = bucket.engine.newLoop()
    while !rest.isEmpty {
      let call = call(for: rest)
      let failures = try await bucket.document(call, nil).all("Error").map {
        failure(of: $0, in: call)
      }
      report.deleted += rest.count - failures.count
      let passing = failures.filter { $0.remedy != .none }
      report.failures += failures.filter { $0.remedy == .none }.map(\.error)
      guard let first = passing.first else { break }
      do {
        try await bucket.engine.recover(from: first, of: call, canReplay: true, loop: &loop)
      } catch {
        if error.code == .cancelled { throw error }
        report.failures += passing.map(\.error)
        break
      }
      let unfinished = Set(passing.compactMap(\.error.key))
      rest.removeAll { !unfinished.contains($0.key) }
    }
    return report
  }

  private func call(for objects: [DoomedObject]) -> Call {
    var call = bucket.call("DeleteObjects", .post, query: [QueryItem("delete")])
    call.answerBody = .document
    call.setDocument("Delete") { document in
      document.element("Quiet", "true")
      for object in objects {
        document.element("Object") { element in
          element.element("Key", object.key.rawValue)
          if let versionID = object.versionID { element.element("VersionId", versionID) }
        }
      }
    }
    return call
  }

  /// One object S3 did not delete, as if it had been asked for alone.
  private func failure(of element: XMLElement, in call: Call) -> Failure {
    let code = S3Error.Code(rawValue: element["Code"] ?? "")
    var error = call.locate(S3Error(code, element["Message"] ?? ""))
    error.key = element["Key"].map(ObjectKey.init(answered:))
    return Failure(error, remedy: Failure.remedy(of: code))
  }
}
