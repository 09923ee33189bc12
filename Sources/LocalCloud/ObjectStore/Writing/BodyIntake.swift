import AWSSigV4
import Digests
import HTTPWire

/// A body that has come whole and was what its sender said it would be.
struct TakenBody: Sendable {
  let blob: Blob
  let etag: ETag
  /// The checksum the sender gave or asked for.
  let checksum: ObjectChecksum?
}

/// A body while it arrives: framing is taken off, digests run, bytes are kept.
struct BodyIntake: Sendable {
  private let checks: BodyChecks
  private var framing: BodyChecks.Framing
  private var writer: BlobWriter
  private var md5 = MD5()
  private var checksum: Checksum?

  init(_ checks: BodyChecks, _ writer: BlobWriter) {
    self.checks = checks
    self.writer = writer
    framing = checks.framing
    checksum = checks.algorithm.map { Checksum($0) }
  }

  mutating func take(_ bytes: [UInt8]) throws(S3Failure) {
    let content = try unframed(bytes)
    md5.update(content)
    checksum?.update(content)
    guard writer.length + content.count <= checks.limit else {
      throw .entityTooLarge(writer.length + content.count, limit: checks.limit)
    }
    if checks.keepsBytes { try writer.write(content) }
  }

  mutating func finish() throws(S3Failure) -> TakenBody {
    let trailer = try endOfFraming()
    let digest = md5.value
    if let expected = checks.contentMD5, expected != digest {
      throw .wrongMD5(expected.base64, calculated: digest.base64)
    }
    var found: ObjectChecksum?
    if let checksum {
      let value = checksum.base64
      let given = checks.expected ?? trailer[checksum.algorithm.headerName]
      if let given, given != value { throw .wrongChecksum(checksum.algorithm) }
      found = ObjectChecksum(algorithm: checksum.algorithm, value: value, isOfWhole: true)
    }
    return TakenBody(blob: try writer.finish(), etag: ETag(digest), checksum: found)
  }

  private mutating func unframed(_ bytes: [UInt8]) throws(S3Failure) -> [UInt8] {
    var content: [UInt8] = []
    do throws(SigV4Refusal) {
      switch framing {
      case .none: return bytes
      case .signed(var verifier):
        framing = .none
        try verifier.receive(bytes, into: &content)
        framing = .signed(verifier)
      case .chunked(var decoder):
        framing = .none
        try decoder.decode(bytes, into: &content)
        framing = .chunked(decoder)
      }
    } catch { throw S3Failure(error) }
    return content
  }

  private mutating func endOfFraming() throws(S3Failure) -> HTTPHeaders {
    do throws(SigV4Refusal) {
      switch framing {
      case .none: return [:]
      case .signed(var verifier): return try verifier.finish()
      case .chunked(var decoder): return try decoder.finish()
      }
    } catch { throw S3Failure(error) }
  }
}

extension S3Failure {
  fileprivate static func wrongMD5(_ expected: String, calculated: String) -> S3Failure {
    S3Failure(
      "BadDigest",
      400,
      "The Content-MD5 you specified did not match what we received.",
      [Detail("ExpectedDigest", expected), Detail("CalculatedDigest", calculated)]
    )
  }

  static func wrongChecksum(_ algorithm: ChecksumAlgorithm) -> S3Failure {
    S3Failure(
      "BadDigest",
      400,
      "The \(algorithm.rawValue) you specified did not match the calculated checksum."
    )
  }
}
