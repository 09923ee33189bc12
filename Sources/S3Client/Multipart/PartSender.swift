import Digests
import HTTPWire

/// Sends the parts of one upload through a window of a few at a time.
struct PartSender: Sendable {
  let upload: MultipartUpload
  let plan: PartPlan
  /// What S3 holds already.
  let kept: [Int: UploadedPart]
  let meter: ProgressMeter

  /// Sends `first`, if it was cut off already, and what is left of a source; the first failure ends
  /// the others.
  func send(
    _ first: PartSource.Part?,
    _ source: PartSource,
    atOnce limit: Int
  ) async throws(S3Error) -> [UploadedPart] {
    do {
      return try await withThrowingTaskGroup(of: (UploadedPart, PartSource.Part).self) { group in
        var source = source
        var done: [UploadedPart] = []
        var next = first
        for number in 1... {
          if number > max(1, limit), let (sent, part) = try await group.next() {
            done.append(sent)
            source.reclaim(part)
          }
          if next == nil { next = try await source.next(upTo: plan.size(of: number)) }
          guard let part = next.take() else { break }
          guard number <= PartPlan.maximumCount else {
            throw S3Error(.invalidArgument, "the body is too long for 10,000 parts")
          }
          group.addTask { (try await send(part.body, as: number), part) }
        }
        for try await (sent, _) in group { done.append(sent) }
        return done
      }
    } catch let error as S3Error {
      throw error
    } catch {
      throw S3Error(.cancelled, "while parts were sent", underlying: error)
    }
  }

  private func send(_ body: HTTPBody, as number: Int) async throws(S3Error) -> UploadedPart {
    let sent: UploadedPart
    if let held = kept[number], let same = try await identified(held, with: body) {
      sent = same
    } else {
      sent = try await upload.uploadPart(number, body)
    }
    meter.advance(by: sent.size)
    return sent
  }

  /// The part S3 holds, if it has the same bytes; what Complete wants to know of it is added.
  private func identified(
    _ held: UploadedPart,
    with body: HTTPBody
  ) async throws(S3Error) -> UploadedPart? {
    guard held.size == body.length else { return nil }
    var mine = upload.algorithm.map { Checksum($0) }
    var theirs = held.checksum.map { Checksum($0.algorithm) }
    var md5 = MD5()
    try await body.forEachPiece { bytes in
      mine?.update(bytes)
      if theirs == nil { md5.update(bytes) } else { theirs?.update(bytes) }
    }
    let isSame =
      theirs.map { $0.base64 == held.checksum?.value } ?? (md5.value.hex == held.etag.rawValue)
    guard isSame else { return nil }
    return UploadedPart(
      number: held.number,
      etag: held.etag,
      size: held.size,
      checksum: mine.map { ObjectChecksum($0.algorithm, $0.base64) }
    )
  }
}
