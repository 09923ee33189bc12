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
  /// The checksum that goes with the body, before or behind it.
  let algorithm: ChecksumAlgorithm?
  /// The checksum that goes before the body.
  private(set) var checksum: ObjectChecksum?
  /// The digest of the older kind that goes with what S3 will not take unchecked.
  private(set) var contentMD5: String?

  init(_ call: Call, _ configuration: S3Configuration) async throws(S3Error) {
    let policy = configuration.checksums
    let isWanted = call.takesChecksum && policy.request == .whenSupported
    let hasBody = if case .empty = call.body { false } else { true }
    algorithm = hasBody && (isWanted || call.needsChecksum) ? policy.algorithm : nil
    let isSigned = configuration.signs(call.body)
    switch call.body {
    case .empty: cover = .whole(.emptyBody)
    case .bytes(let bytes):
      cover = .whole(isSigned ? .of(bytes) : .unsigned)
      checksum = algorithm.map { ObjectChecksum($0, Checksum.base64($0, of: bytes)) }
      // Some services insist on what S3 asked for in its youth.
      if call.needsChecksum { contentMD5 = MD5.hash(bytes).base64 }
    case .file:
      // Read twice, it needs no form that only some services know, and can be sent again.
      var digest = SHA256()
      var running = algorithm.map { Checksum($0) }
      try await call.body.forEachPiece { bytes in
        if isSigned { digest.update(bytes) }
        running?.update(bytes)
      }
      cover = .whole(isSigned ? .sha256(digest.value) : .unsigned)
      checksum = running.map { ObjectChecksum($0.algorithm, $0.base64) }
    case .stream:
      guard call.body.length != nil else {
        throw call.locate(S3Error(.invalidArgument, "one request needs a body of known length"))
      }
      if let algorithm, policy.usesTrailers {
        cover = .chunked(isSigned ? .signed(trailer: algorithm) : .unsigned(trailer: algorithm))
      } else {
        cover = isSigned ? .chunked(.signed) : .whole(.unsigned)
      }
    }
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
