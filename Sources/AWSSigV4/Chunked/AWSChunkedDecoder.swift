import Digests
public import HTTPWire

/// Takes `aws-chunked` framing off a body as it arrives, in pieces of any size, and checks what it
/// carries: chunk signatures, trailer signature, checksum, length.
///
/// Bytes of a signed chunk come out when its signature fits and not before; others at once. A body
/// of HTTP chunks around these must be taken apart first.
public struct AWSChunkedDecoder: Sendable {
  /// How much is held at most, whatever a client sends.
  public struct Limits: Sendable {
    /// The largest signed chunk, which is held until its end.
    public var signedChunk = 16 * 1024 * 1024
    /// The longest line in front of a chunk.
    public var line = 1024
    /// All lines behind the last chunk together.
    public var trailer = 8 * 1024

    /// What real clients stay well below.
    public init() {}
  }

  private enum State: Sendable {
    case header
    case data(remaining: Int, signature: String?)
    case lineEnd
    case trailer
    case failed(SigV4Refusal)
  }

  private let limits: Limits
  private let length: Int?
  private var state = State.header
  private var line: [UInt8] = []
  private var chain: ChunkSignatureChain?
  private var digest = SHA256()
  private var held: [UInt8] = []
  private var index = 0
  private var decodedLength = 0
  private var trailer: ChunkTrailer

  /// Prepares for the body of a request that was verified.
  ///
  /// - Parameters:
  ///   - signature: the request's own, where the chunks are signed.
  ///   - length: what `X-Amz-Decoded-Content-Length` announced.
  ///   - trailers: the names that `X-Amz-Trailer` announced.
  ///   - limits: how much is held at most.
  public init(
    continuing signature: SigV4Signature?,
    length: Int?,
    trailers: [String],
    limits: Limits = Limits()
  ) {
    self.limits = limits
    self.length = length
    chain = signature.map(ChunkSignatureChain.init)
    trailer = ChunkTrailer(announced: trailers, limit: limits.trailer)
  }

  /// Takes the next bytes of the body and appends to `output` what they bring to light.
  public mutating func decode(
    _ bytes: [UInt8],
    into output: inout [UInt8]
  ) throws(SigV4Refusal) {
    try decode(bytes[...], into: &output)
  }

  /// Takes the next bytes of the body and appends to `output` what they bring to light.
  public mutating func decode(
    _ bytes: ArraySlice<UInt8>,
    into output: inout [UInt8]
  ) throws(SigV4Refusal) {
    do throws(SigV4Refusal) {
      var rest = bytes
      while !rest.isEmpty { try take(&rest, into: &output) }
    } catch {
      state = .failed(error)
      throw error
    }
  }

  /// Ends the body and gives the trailer, its signature and its checksums proven.
  public mutating func finish() throws(SigV4Refusal) -> HTTPHeaders {
    switch state {
    case .failed(let refusal): throw refusal
    case .header, .data, .lineEnd: throw .endedEarly
    case .trailer: break
    }
    if let length, decodedLength != length {
      throw .wrongLength(decodedLength, announced: length)
    }
    return try trailer.finish(&chain)
  }

  private mutating func take(
    _ rest: inout ArraySlice<UInt8>,
    into output: inout [UInt8]
  ) throws(SigV4Refusal) {
    switch state {
    case .failed(let refusal): throw refusal
    case .header:
      if let line = try takeLine(&rest) { try begin(try ChunkHeader(line, of: index)) }
    case .data(let remaining, let signature):
      let part = rest.prefix(remaining)
      rest = rest.dropFirst(remaining)
      take(part, into: &output)
      guard part.count == remaining else {
        return state = .data(remaining: remaining - part.count, signature: signature)
      }
      try prove(signature, into: &output)
      state = .lineEnd
    case .lineEnd:
      guard let line = try takeLine(&rest) else { return }
      guard line.isEmpty else { throw .malformedChunk(index, "more data than its header says") }
      index += 1
      state = .header
    case .trailer:
      try trailer.take(rest)
      rest = []
    }
  }

  /// The present line without its end, once that has come.
  private mutating func takeLine(
    _ rest: inout ArraySlice<UInt8>
  ) throws(SigV4Refusal) -> [UInt8]? {
    let end = rest.firstIndex(of: UInt8(ascii: "\n"))
    let part = rest[..<(end ?? rest.endIndex)]
    guard line.count + part.count <= limits.line else {
      throw .malformedChunk(index, "a line of more than \(limits.line) bytes")
    }
    line += part
    guard let end else {
      rest = []
      return nil
    }
    rest = rest[(end + 1)...]
    guard line.popLast() == UInt8(ascii: "\r") else {
      throw .malformedChunk(index, "a line that does not end with CR LF")
    }
    defer { line = [] }
    return line
  }

  private mutating func begin(_ header: ChunkHeader) throws(SigV4Refusal) {
    if chain != nil {
      guard header.signature != nil else { throw .malformedChunk(index, "no signature") }
      guard header.size <= limits.signedChunk else {
        throw .malformedChunk(index, "more than \(limits.signedChunk) bytes at once")
      }
    }
    // Compared this way round, since the size is anything that a client may send.
    if let length, header.size > length - decodedLength {
      throw .wrongLength(nil, announced: length)
    }
    digest = SHA256()
    guard header.size > 0 else {
      var nothing: [UInt8] = []
      try prove(header.signature, into: &nothing)
      return state = .trailer
    }
    state = .data(remaining: header.size, signature: header.signature)
  }

  private mutating func take(_ data: ArraySlice<UInt8>, into output: inout [UInt8]) {
    decodedLength += data.count
    guard chain != nil else {
      trailer.update(data)
      return output += data
    }
    digest.update(data.span)
    held += data
  }

  /// Compares the signature of a whole chunk and lets its data out.
  private mutating func prove(
    _ signature: String?,
    into output: inout [UInt8]
  ) throws(SigV4Refusal) {
    guard let signature, let text = chain?.stringToSign(chunk: digest.value),
      let computed = chain?.sign(chunk: digest.value)
    else { return }
    guard computed.hex.isSameInConstantTime(as: signature) else {
      throw .wrongChunkSignature(index, given: signature, stringToSign: text)
    }
    trailer.update(held[...])
    output += held
    held.removeAll(keepingCapacity: true)
  }
}
