import Digests
import HTTPWire

/// What the answer to a GET promises: which bytes of which content, and their checksum.
struct ReadPlan: Sendable {
  let engine: Engine
  let call: Call
  let body: HTTPBody
  private let headers: HTTPHeaders
  /// The checksum of exactly these bytes, where S3 told one.
  let checksum: ObjectChecksum?
  /// The first byte.
  let start: Int
  /// The byte behind the last one, where the answer says how many there are.
  let end: Int?

  init(
    _ engine: Engine,
    _ call: Call,
    _ answer: Answer,
    asked range: ByteRange?
  ) throws(S3Error) {
    self.engine = engine
    self.call = call
    body = answer.body
    headers = answer.headers
    let length = answer.headers["Content-Length"].flatMap { Int($0) }
    let part = answer.headers["Content-Range"].flatMap { ContentRange($0) }
    if let part {
      // Some services send a part with the status of the whole: Content-Range tells.
      guard length == nil || length == part.bytes.count else {
        throw call.locate(S3Error(.malformedAnswer, "Content-Range and Content-Length disagree"))
      }
      (start, end) = (part.bytes.lowerBound, part.bytes.upperBound)
    } else {
      guard answer.status != 206, Self.isWhole(range, of: length) else {
        throw call.locate(S3Error(.malformedAnswer, "a part was asked for and none came"))
      }
      (start, end) = (0, length)
    }
    let isWhole = start == 0 && (part == nil || part?.total == end)
    checksum = ObjectChecksum(answer.headers).flatMap { isWhole && !$0.isComposite ? $0 : nil }
  }

  /// The name of the content.
  var etag: ETag? { headers["ETag"].map(ETag.init(rawValue:)) }

  /// The bytes; those that came in one piece are checked now, others while they are read.
  func checkedBody() throws(S3Error) -> HTTPBody {
    if case .bytes(let bytes) = body, end.map({ $0 - start == bytes.count }) ?? true {
      if let checksum, Checksum.base64(checksum.algorithm, of: bytes) != checksum.value {
        throw mismatch(checksum)
      }
      return body
    }
    if case .empty = body, (end ?? start) == start { return body }
    let stream = HTTPByteStream {
      var reader = ObjectReader(self)
      return { try await reader.next() }
    }
    return .stream(stream, length: end.map { $0 - start })
  }

  func mismatch(_ checksum: ObjectChecksum) -> S3Error {
    call.locate(
      S3Error(.checksumMismatch, "\(checksum.algorithm.rawValue) should be \(checksum.value)")
    )
  }

  /// A server may answer a range with the whole, but only where the range is the whole.
  private static func isWhole(_ range: ByteRange?, of length: Int?) -> Bool {
    switch range {
    case nil, .from(0): true
    case .bytes(let range): range.lowerBound == 0 && length.map { $0 <= range.upperBound } ?? false
    case .last(let count): length.map { $0 <= count } ?? false
    case .from: false
    }
  }
}
