import HTTPServer
import HTTPWire

/// Gives back what was sent, read to its end.
@Sendable func echo(_ request: HTTPRequest, _ context: RequestContext) async -> HTTPResponse {
  do {
    return HTTPResponse(status: 200, body: .bytes(try await request.body.collect(upTo: 1 << 24)))
  } catch let error as HTTPServerError {
    return HTTPResponse(status: error.status, body: .bytes(Array("\(error)".utf8)))
  } catch {
    return HTTPResponse(status: 500)
  }
}

/// Tells what was asked.
@Sendable func describe(_ request: HTTPRequest, _ context: RequestContext) async -> HTTPResponse {
  let text = "\(request.method) \(request.origin) \(request.target)"
  return HTTPResponse(status: 200, body: .bytes(Array(text.utf8)))
}
