import Digests
public import HTTPWire
import XMLWire

/// An object in the making: its parts arrive in any order, and it appears when it is completed.
///
/// `S3Bucket.put` does all of this by itself. What is neither completed nor aborted stays, and
/// costs, until it is.
public struct MultipartUpload: Sendable {
  /// The bucket the object shall be in.
  public let bucket: S3Bucket
  /// The name it shall have.
  public let key: ObjectKey
  /// The upload's name.
  public let id: UploadID

  /// The checksum S3 was told to expect on every part.
  let algorithm: ChecksumAlgorithm?
  let customerKey: ServerSideEncryption.CustomerKey?

  var engine: Engine { bucket.engine }

  /// Sends a part, from 1 to 10,000; one that was sent under the number before is replaced.
  public func uploadPart(
    _ number: Int,
    _ body: HTTPBody
  ) async throws(S3Error) -> UploadedPart {
    var call = call("UploadPart", .put, part: number)
    call.body = body
    call.takesChecksum = true
    let answer = try await engine.send(call)
    guard let etag = answer.headers["ETag"] else {
      throw call.locate(S3Error(.malformedAnswer, "part \(number) was given no ETag"))
    }
    return UploadedPart(
      number: number,
      etag: ETag(rawValue: etag),
      size: body.length ?? 0,
      checksum: answer.sentChecksum ?? ObjectChecksum(answer.headers)
    )
  }

  /// Makes a part of an object S3 holds already, or of a range of it.
  public func copyPart(
    _ number: Int,
    from source: ObjectReference,
    range: Range<Int>? = nil,
    ifMatches etag: ETag? = nil
  ) async throws(S3Error) -> UploadedPart {
    var call = call("UploadPartCopy", .put, part: number)
    call.headers.add("x-amz-copy-source", source.copySource)
    let bytes = range.map(ByteRange.bytes)
    call.set("x-amz-copy-source-range", try bytes?.field())
    call.set("x-amz-copy-source-if-match", etag?.description)
    call.answerBody = .document
    let answer = try await engine.send(call)
    guard let etag = answer.document?["ETag"] else {
      throw call.locate(S3Error(.malformedAnswer, "part \(number) was given no ETag"))
    }
    return UploadedPart(
      number: number,
      etag: ETag(rawValue: etag),
      size: range?.count ?? 0,
      checksum: ObjectChecksum(answer.document)
    )
  }

  /// Throws everything away that was sent.
  public func abort() async throws(S3Error) {
    _ = try await engine.send(call("AbortMultipartUpload", .delete))
  }

  /// The parts S3 holds, in the order of their numbers.
  public func parts() -> S3Listing<PartPage> {
    S3Listing { cursor throws(S3Error) in
      var call = call("ListParts", .get)
      call.answerBody = .document
      let root = try await bucket.document(call, cursor)
      let page = PartPage(items: root.all("Part").compactMap(UploadedPart.init))
      let marker = root["IsTruncated"] == "true" ? root["NextPartNumberMarker"] : nil
      return (page, marker.map { Cursor([QueryItem("part-number-marker", $0)]) })
    }
  }

  func call(_ operation: StaticString, _ method: HTTPMethod, part: Int? = nil) -> Call {
    var call = bucket.call(operation, method, key)
    call.ask("partNumber", part.map(String.init))
    call.ask("uploadId", id.rawValue)
    for (name, value) in customerKey?.fields() ?? [] { call.headers.add(name, value) }
    return call
  }
}
