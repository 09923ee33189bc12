import Digests
public import FoundationEssentials
public import HTTPWire

extension SigV4Signer {
  /// Signs a request whose body is sent in chunks, and frames the body: it is read once, while it
  /// is sent.
  ///
  /// The body must say how long it is. A request is signed anew from its plain form for every
  /// attempt, since the frames depend on the signature.
  @discardableResult
  public func signStreaming(
    _ request: inout HTTPRequest,
    form: AWSChunkedForm,
    chunkSize: Int? = nil,
    with credentials: Credentials,
    at date: Date
  ) throws(SigV4Error) -> SigV4Signature {
    guard let length = request.body.length else {
      throw SigV4Error(
        code: .unknownLength,
        detail: "\(request.method) \(request.loggableURL): a streamed body must have a length"
      )
    }
    let encoding = request.headers["Content-Encoding"]
    request.headers["Content-Encoding"] = encoding.map { "\($0),aws-chunked" } ?? "aws-chunked"
    request.headers["X-Amz-Decoded-Content-Length"] = String(length)
    request.headers["X-Amz-Trailer"] = form.trailer?.headerName
    let signature = sign(&request, payload: form.payload, with: credentials, at: date)
    let body = request.body
    let stream = HTTPByteStream {
      var encoder = AWSChunkedEncoder(
        form,
        length: length,
        chunkSize: chunkSize,
        continuing: signature
      )
      var pieces: [[UInt8]] = []
      var isFinished = false
      let source = body.chunks.makeAsyncIterator()
      return {
        while pieces.isEmpty, !isFinished {
          if let bytes = try await source.next() {
            pieces = try encoder.encode(bytes).reversed()
          } else {
            pieces = [try encoder.finish()]
            isFinished = true
          }
        }
        return pieces.popLast()
      }
    }
    request.body = .stream(
      stream,
      length: form.encodedLength(of: length, chunkSize: chunkSize),
      replayable: body.isReplayable
    )
    return signature
  }
}
