import Digests

/// Frames a body of known length for `aws-chunked`, piece by piece.
///
/// Data goes through as it comes where chunks are not signed; a signed chunk is held until it is
/// whole, since its signature stands before it.
public struct AWSChunkedEncoder: Sendable {
  private let form: AWSChunkedForm
  private let chunkSize: Int
  private var chain: ChunkSignatureChain?
  private var checksum: Checksum?
  private var held: [UInt8] = []
  /// Bytes of the body that have not come yet.
  private var remaining: Int
  /// Bytes of the open chunk that have not come yet; only of unsigned ones.
  private var open = 0

  /// Starts a body of `length` bytes; signed chunks continue from the request's signature.
  public init(
    _ form: AWSChunkedForm,
    length: Int,
    chunkSize: Int? = nil,
    continuing signature: SigV4Signature
  ) {
    self.form = form
    self.chunkSize = chunkSize ?? form.defaultChunkSize
    precondition(self.chunkSize > 0, "a chunk holds at least one byte")
    remaining = length
    chain = form.signsChunks ? ChunkSignatureChain(continuing: signature) : nil
    checksum = form.trailer.map(Checksum.init)
  }

  /// Takes the next bytes of the body and gives what can be sent by now, in pieces.
  public mutating func encode(_ bytes: [UInt8]) throws(SigV4Error) -> [[UInt8]] {
    guard bytes.count <= remaining else {
      throw SigV4Error(
        code: .wrongLength,
        detail: "the body is longer than announced, by \(bytes.count - remaining) bytes at least"
      )
    }
    guard !bytes.isEmpty else { return [] }
    checksum?.update(bytes)
    return form.signsChunks ? encodeSigned(bytes) : encodeUnsigned(bytes)
  }

  /// Ends the body: the last data, the empty chunk, the trailer.
  public mutating func finish() throws(SigV4Error) -> [UInt8] {
    guard remaining == 0 else {
      throw SigV4Error(
        code: .wrongLength,
        detail: "the body ends \(remaining) bytes before its announced length"
      )
    }
    var output: [UInt8] = []
    if !held.isEmpty { appendSigned(held[...], to: &output) }
    held = []
    appendHeader(of: [], to: &output)
    appendTrailer(to: &output)
    output += lineEnd
    return output
  }

  private mutating func encodeUnsigned(_ bytes: [UInt8]) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      if open == 0 {
        open = min(chunkSize, remaining)
        pieces.append(Array(String(open, radix: 16).utf8) + lineEnd)
      }
      let part = rest.prefix(open)
      rest = rest.dropFirst(open)
      // The common case, a piece within one chunk, goes through without a copy.
      pieces.append(part.count == bytes.count ? bytes : Array(part))
      open -= part.count
      remaining -= part.count
      if open == 0 { pieces.append(lineEnd) }
    }
    return pieces
  }

  private mutating func encodeSigned(_ bytes: [UInt8]) -> [[UInt8]] {
    remaining -= bytes.count
    var output: [UInt8] = []
    let ready = held.count + bytes.count
    if ready >= chunkSize { output.reserveCapacity(ready + (ready / chunkSize + 1) * 100) }
    var rest = bytes[...]
    if !held.isEmpty {
      let missing = chunkSize - held.count
      held += rest.prefix(missing)
      rest = rest.dropFirst(missing)
      guard held.count == chunkSize else { return [] }
      appendSigned(held[...], to: &output)
      held.removeAll(keepingCapacity: true)
    }
    while rest.count >= chunkSize {
      appendSigned(rest.prefix(chunkSize), to: &output)
      rest = rest.dropFirst(chunkSize)
    }
    held += rest
    return output.isEmpty ? [] : [output]
  }

  private mutating func appendSigned(_ chunk: ArraySlice<UInt8>, to output: inout [UInt8]) {
    appendHeader(of: chunk, to: &output)
    output += chunk
    output += lineEnd
  }

  private mutating func appendHeader(of chunk: ArraySlice<UInt8>, to output: inout [UInt8]) {
    output += String(chunk.count, radix: 16).utf8
    if let signature = chain?.sign(chunk: SHA256.hash(chunk.span)) {
      output += ";chunk-signature=\(signature)".utf8
    }
    output += lineEnd
  }

  private mutating func appendTrailer(to output: inout [UInt8]) {
    guard let checksum else { return }
    let line = "\(checksum.algorithm.headerName):\(checksum.base64)"
    output += line.utf8
    output += lineEnd
    guard let signature = chain?.sign(trailer: SHA256.hash("\(line)\n")) else { return }
    output += "x-amz-trailer-signature:\(signature)".utf8
    output += lineEnd
  }

  private var lineEnd: [UInt8] { [UInt8(ascii: "\r"), UInt8(ascii: "\n")] }
}
