import Digests
public import HTTPWire

/// Checks the body of a verified request while it arrives, and takes `aws-chunked` framing off.
///
/// What it gives out before `finish` may still turn out wrong: keep it out of sight until then.
public struct PayloadVerifier: Sendable {
  private enum Form: Sendable {
    case free
    case digest(Digest<32>, SHA256)
    case chunked(AWSChunkedDecoder)
  }

  private var form: Form

  /// Prepares for the body of a request whose signature says what to expect.
  public init(
    of verified: VerifiedRequest,
    headers: HTTPHeaders,
    limits: AWSChunkedDecoder.Limits = .init()
  ) throws(SigV4Refusal) {
    switch verified.payload {
    case .unsigned: form = .free
    case .streamingSigned, .streamingSignedTrailer, .streamingUnsignedTrailer:
      let isSigned = verified.payload != .streamingUnsignedTrailer
      guard let length = headers["X-Amz-Decoded-Content-Length"].flatMap({ Int($0) }), length >= 0
      else { throw .noDecodedLength }
      form = .chunked(
        AWSChunkedDecoder(
          continuing: isSigned ? verified.signature : nil,
          length: length,
          trailers: Self.names(headers.values("X-Amz-Trailer")),
          limits: limits
        )
      )
    case let payload:
      guard let digest = payload.digest else { throw .badPayloadHash(payload.headerValue) }
      form = .digest(digest, SHA256())
    }
  }

  private static func names(_ values: [String]) -> [String] {
    values.flatMap { $0.split(separator: ",") }.map { $0.filter { $0 != " " } }
  }

  /// Takes the next bytes of the body and appends to `output` those of the content.
  public mutating func receive(
    _ bytes: [UInt8],
    into output: inout [UInt8]
  ) throws(SigV4Refusal) {
    switch form {
    case .free: output += bytes
    case .digest(let expected, var running):
      running.update(bytes)
      form = .digest(expected, running)
      output += bytes
    case .chunked(var decoder):
      // Moved out and back, so that the decoder's buffers have one owner.
      form = .free
      defer { form = .chunked(decoder) }
      try decoder.decode(bytes, into: &output)
    }
  }

  /// Ends the body, proves digests, signatures and lengths, and gives the trailer where one came.
  public mutating func finish() throws(SigV4Refusal) -> HTTPHeaders {
    switch form {
    case .free: return [:]
    case .digest(let expected, let running):
      let computed = running.value
      guard computed == expected else {
        throw .wrongPayloadHash(expected.hex, computed: computed.hex)
      }
      return [:]
    case .chunked(var decoder): return try decoder.finish()
    }
  }
}
