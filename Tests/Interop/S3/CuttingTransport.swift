import HTTPWire

/// Carries every body, both ways, one byte at a time.
struct CuttingTransport<Base: HTTPTransport>: HTTPTransport {
  let base: Base

  func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
    var request = request
    if let length = request.body.length, length > 0 {
      request.body = .stream(
        Self.cut(request.body.chunks),
        length: length,
        replayable: request.body.isReplayable
      )
    }
    var response = try await base.send(request)
    response.body = .stream(Self.cut(response.body.chunks), length: response.body.length)
    return response
  }

  private static func cut(_ chunks: HTTPByteStream) -> HTTPByteStream {
    HTTPByteStream {
      let source = chunks.makeAsyncIterator()
      var rest: ArraySlice<UInt8> = []
      return {
        while rest.isEmpty {
          guard let chunk = try await source.next() else { return nil }
          rest = chunk[...]
        }
        return [rest.removeFirst()]
      }
    }
  }
}
