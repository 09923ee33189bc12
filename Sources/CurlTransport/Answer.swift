import HTTPWire

/// What the loop hands to the waiting task; the task parses the header, so that the loop need not.
struct Answer: Sendable {
  enum Body: Sendable {
    case complete([UInt8])
    case streaming(ResponseBody)
  }

  var head: ResponseHead
  var body: Body

  func response(reading: (ResponseBody) -> ResponseReader) -> HTTPResponse {
    let headers = HTTPHeaders(lines: head.lines)
    switch body {
    case .complete(let bytes):
      return HTTPResponse(
        status: head.status,
        headers: headers,
        body: bytes.isEmpty ? .empty : .bytes(bytes)
      )
    case .streaming(let body):
      let length = headers["content-length"].flatMap { Int($0) }
      return HTTPResponse(
        status: head.status,
        headers: headers,
        body: .stream(reading(body).stream, length: length)
      )
    }
  }
}
