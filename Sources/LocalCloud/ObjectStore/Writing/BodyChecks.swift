import AWSSigV4
import Digests
import HTTPWire

/// What the headers of a request say its body must be.
struct BodyChecks: Sendable {
  /// What lies around the bytes.
  enum Framing: Sendable {
    case none
    case signed(PayloadVerifier)
    case chunked(AWSChunkedDecoder)
  }

  /// The largest object that can come in one request.
  static let largest = 5 << 30

  var framing = Framing.none
  var contentMD5: Digest<16>?
  /// What is computed along the way.
  var algorithm: ChecksumAlgorithm?
  /// What that has to be, in base64; a trailer may still bring it.
  var expected: String?
  var limit = BodyChecks.largest
  /// Whether the bytes are to be stored, and not only looked at.
  var keepsBytes = true

  init() {}

  init(_ call: S3Call, limit: Int = BodyChecks.largest) throws(S3Failure) {
    self.limit = limit
    framing = try Self.framing(call)
    if let text = call.headers["Content-MD5"] {
      guard let digest = Digest<16>(base64: text) else { throw .invalidMD5(text) }
      contentMD5 = digest
    }
    try readChecksum(call.headers)
    let announced =
      call.headers["x-amz-decoded-content-length"].flatMap { Int($0) } ?? call.request.body.length
    if let announced, announced > limit { throw .entityTooLarge(announced, limit: limit) }
  }

  /// What the fields of a form say its file must be; the form as a whole has been checked.
  init(_ call: S3Call, isForm: Bool) throws(S3Failure) { try readChecksum(call.headers) }

  private static func framing(_ call: S3Call) throws(S3Failure) -> Framing {
    if let verified = call.caller.verified {
      do throws(SigV4Refusal) {
        return .signed(try PayloadVerifier(of: verified, headers: call.headers))
      } catch { throw S3Failure(error) }
    }
    // Nobody signed; what came may be framed all the same.
    guard let form = call.headers["x-amz-content-sha256"], form.hasPrefix("STREAMING-") else {
      return .none
    }
    let names = call.headers.values("x-amz-trailer").flatMap { $0.split(separator: ",") }
    return .chunked(
      AWSChunkedDecoder(
        continuing: nil,
        length: call.headers["x-amz-decoded-content-length"].flatMap { Int($0) },
        trailers: names.map { $0.filter { $0 != " " } }
      )
    )
  }

  private mutating func readChecksum(_ headers: HTTPHeaders) throws(S3Failure) {
    var given: [(ChecksumAlgorithm, String)] = []
    for field in headers where field.name.utf8.count > 15 {
      guard let algorithm = ChecksumAlgorithm(headerName: field.name) else { continue }
      given.append((algorithm, field.value))
    }
    guard given.count < 2 else {
      throw .invalidRequest(
        "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed."
      )
    }
    if let (algorithm, value) = given.first {
      guard Base64.decode(value)?.count == algorithm.length else { throw .wrongChecksum(algorithm) }
      (self.algorithm, expected) = (algorithm, value)
      return
    }
    let trailers = headers.values("x-amz-trailer").flatMap { $0.split(separator: ",") }
    if let found = trailers.compactMap({ ChecksumAlgorithm(headerName: $0.filter { $0 != " " }) })
      .first
    {
      return algorithm = found
    }
    guard let name = headers["x-amz-sdk-checksum-algorithm"] else { return }
    guard let found = ChecksumAlgorithm(rawValue: name.uppercased()) else {
      throw .unsupportedChecksum
    }
    algorithm = found
  }
}

extension S3Failure {
  static let unsupportedChecksum = S3Failure.invalidRequest(
    "Checksum algorithm provided is unsupported. Please try again with any of the valid types: "
      + "[CRC32, CRC32C, CRC64NVME, SHA1, SHA256]"
  )

  fileprivate static func invalidMD5(_ text: String) -> S3Failure {
    S3Failure(
      "InvalidDigest",
      400,
      "The Content-MD5 you specified was invalid.",
      [Detail("Content-MD5", text)]
    )
  }
}
