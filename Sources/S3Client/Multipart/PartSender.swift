import Digests
import HTTPWire

/// Sends the parts of one upload through a window of a few at a time.
struct PartSender: Sendable {
  let upload: MultipartUpload
  let plan: PartPlan
  /// What S3 holds already.
  let kept: [Int: UploadedPart]
  let meter: ProgressMeter

  /// Sends every part of a source; the first failure ends the others.
  func send(_ source: PartSource, atOnce limit: Int) async throws(S3Error) -> [UploadedPart] {
    do {
      return try await withThrowingTaskGroup(of: (UploadedPart, PartBuffer).self) { group in
        var source = source
        var done: [UploadedPart] = []
        var idle = (0..<max(1, limit)).map { _ in PartBuffer() }
        for number in 1... {
          if idle.isEmpty, let (part, buffer) = try await group.next() {
            done.append(part)
            idle.append(buffer)
          }
          let buffer = idle.removeLast()
          guard let part = try await source.next(upTo: plan.size(of: number), into: buffer) else {
            break
          }
          guard number <= PartPlan.maximumCount else {
            throw S3Error(.invalidArgument, "the body is too long for 10,000 parts")
          }
          group.addTask { (try await send(part, as: number, from: buffer), buffer) }
        }
        for try await (part, _) in group { done.append(part) }
        return done
      }
    } catch let error as S3Error {
      throw error
    } catch {
      throw S3Error(.cancelled, "while parts were sent", underlying: error)
    }
  }

  private func send(
    _ part: PartSource.Part,
    as number: Int,
    from buffer: PartBuffer
  ) async throws(S3Error) -> UploadedPart {
    try await part.load(into: buffer)
    let sent: UploadedPart
    if let same = kept[number].flatMap({ identified($0, with: buffer.bytes) }) {
      sent = same
    } else {
      sent = try await upload.uploadPart(number, .bytes(buffer.bytes))
    }
    meter.advance(by: sent.size)
    return sent
  }

  /// The part S3 holds, if it has the same bytes; what Complete wants to know of it is added.
  private func identified(_ kept: UploadedPart, with bytes: [UInt8]) -> UploadedPart? {
    guard kept.size == bytes.count else { return nil }
    let isSame =
      kept.checksum.map { Checksum.base64($0.algorithm, of: bytes) == $0.value }
      ?? (MD5.hash(bytes).hex == kept.etag.rawValue)
    guard isSame else { return nil }
    let checksum = upload.algorithm.map { ObjectChecksum($0, Checksum.base64($0, of: bytes)) }
    return UploadedPart(
      number: kept.number,
      etag: kept.etag,
      size: kept.size,
      checksum: checksum
    )
  }
}
