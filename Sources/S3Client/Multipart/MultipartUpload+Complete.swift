import AWSSigV4
import Digests
import HTTPWire
import XMLWire

extension MultipartUpload {
  /// Makes the object of the parts, which must be the ones S3 holds, and lets it appear.
  @discardableResult
  public func complete(
    _ parts: [UploadedPart],
    condition: WriteCondition? = nil
  ) async throws(S3Error) -> PutResult {
    let parts = parts.sorted { $0.number < $1.number }
    let whole = ObjectChecksum(combining: parts, algorithm)
    var call = call("CompleteMultipartUpload", .post)
    call.answerBody = .document
    condition?.add(to: &call)
    if let whole, !whole.isComposite {
      call.headers.add(whole.algorithm.headerName, whole.value)
      call.headers.add("x-amz-checksum-type", "FULL_OBJECT")
    }
    // The checksum fields of this call speak of the object, never of the document.
    call.setDocument("CompleteMultipartUpload", checked: false) { document in
      for part in parts { document.element("Part") { write(part, to: &$0) } }
    }
    let size = parts.reduce(0) { $0 + $1.size }
    do throws(S3Error) {
      let answer = try await engine.send(call)
      let kept = ObjectChecksum(answer.document)
      if let whole, let kept, kept.algorithm == whole.algorithm, kept.value != whole.value {
        throw call.locate(
          S3Error(.checksumMismatch, "S3 made \(kept.value) of parts that make \(whole.value)")
        )
      }
      return PutResult(
        etag: answer.document?["ETag"].map(ETag.init(rawValue:)),
        versionID: answer.headers["x-amz-version-id"],
        checksum: kept ?? whole,
        size: size
      )
    } catch {
      // The answer to an earlier attempt was lost: then the upload is gone because it succeeded.
      let isAmbiguous = error.code == .noSuchUpload || error.code == .preconditionFailed
      guard isAmbiguous, error.mayHaveSucceeded, let info = try? await bucket.head(key),
        info.size == size, isMade(info, of: parts, whole)
      else { throw error }
      return PutResult(
        etag: info.etag,
        versionID: info.versionID,
        checksum: info.checksum,
        size: size
      )
    }
  }

  private func write(_ part: UploadedPart, to document: inout XMLWriter) {
    document.element("PartNumber", String(part.number))
    document.element("ETag", part.etag.description)
    if let checksum = part.checksum, checksum.algorithm == algorithm {
      document.element(checksum.algorithm.element, checksum.value)
    }
  }

  /// Whether an object is what these parts make.
  private func isMade(
    _ info: ObjectInfo,
    of parts: [UploadedPart],
    _ whole: ObjectChecksum?
  ) -> Bool {
    if let whole, let kept = info.checksum, kept.algorithm == whole.algorithm {
      return kept.value == whole.value
    }
    var digests: [UInt8] = []
    for part in parts {
      guard let digest = Hex.decode(part.etag.rawValue), digest.count == 16 else { return false }
      digests += digest
    }
    return info.etag?.rawValue == "\(MD5.hash(digests).hex)-\(parts.count)"
  }
}
