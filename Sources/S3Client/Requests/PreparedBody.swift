import AWSSigV4
import Digests
import HTTPWire

/// A body made ready for sending: hashed where that comes first, told what travels with it.
///
/// It is made once for a call; every attempt signs it anew.
struct PreparedBody: Sendable {
  /// How the signature covers the body.
  enum Cover: Sendable {
    /// All of it at once, or not at all.
    case whole(PayloadHash)
    /// Chunk by chunk, or only with the checksum behind the last one.
    case chunked(AWSChunkedForm)
  }

  let cover: Cover
  /// The checksum that goes before the body.
  private(set) var checksum: ObjectChecksum?
  /// The digest of the older kind that goes with what S3 will not take unchecked.
  private(set) var contentMD5: String?

  init(_ call: Call, _ configuration: S3Configuration) async throws(S3Error) {
    let policy = configuration.checksums
    let isWanted = call.takesChecksum && policy.request == .whenSupported
    let algorithm = isWanted || call.needsChecksum ? policy.algorithm : nil
    let isSigned = configuration.signs(call.body)
    switch call.body {
    case .empty: cover = .whole(.emptyBody)
    case .bytes(let bytes):
      cover = .whole(isSigned ? .of(bytes) : .unsigned)
      checksum = algorithm.map { ObjectChecksum($0, Checksum.base64($0, of: bytes)) }
      // Some services insist on what S3 asked for in its youth.
      if call.needsChecksum { contentMD5 = MD5.hash(bytes).base64 }
    case .file, .stream:
      guard call.body.length != nil else {
        throw call.locate(S3Error(.invalidArgument, "one request needs a body of known length"))
      }
      if let algorithm, policy.usesTrailers {
        cover = .chunked(isSigned ? .signed(trailer: algorithm) : .unsigned(trailer: algorithm))
      } else if case .stream = call.body {
        cover = isSigned ? .chunked(.signed) : .whole(.unsigned)
      } else {
        let digests = try await Self.read(call.body, algorithm)
        cover = .whole(isSigned ? .sha256(digests.sha256) : .unsigned)
        checksum = digests.checksum
      }
    }
  }

  /// Reads a file for the sake of what must stand before it.
  private static func read(
    _ body: HTTPBody,
    _ algorithm: ChecksumAlgorithm?
  ) async throws(S3Error) -> (sha256: Digest<32>, checksum: ObjectChecksum?) {
    var sha256 = SHA256()
    var checksum = algorithm.map { Checksum($0) }
    var source = PartSource(body)
    let buffer = PartBuffer()
    while let part = try await source.next(upTo: 1 << 20, into: buffer) {
      try await part.load(into: buffer)
      let bytes = buffer.bytes
      sha256.update(bytes)
      checksum?.update(bytes)
    }
    return (sha256.value, checksum.map { ObjectChecksum($0.algorithm, $0.base64) })
  }
}

extension S3Configuration {
  /// Below this a digest costs less than the request around it.
  private static let smallBody = 64 * 1024

  fileprivate func signs(_ body: HTTPBody) -> Bool {
    switch payloadSigning {
    case .always: true
    case .never: false
    case .automatic: endpoint?.origin.scheme == .http || body.length ?? .max <= Self.smallBody
    }
  }
}
