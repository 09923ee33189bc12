import HTTPServer
import HTTPWire
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct SmugglingTests {
  @Test func `a hostile request is answered once and takes nothing with it`() async throws {
    let asked = Mutex<[String]>([])
    let handler: HTTPServer.Handler = { request, context in
      asked.withLock { $0.append(request.target) }
      return await echo(request, context)
    }
    try await withServer(handler) { address in
      for request in HostileRequest.all {
        let client = try RawClient(address)
        try client.send(request.bytes + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n")
        let reply = try client.response()
        #expect(reply.status == request.status, "\(request.flaw)")
        #expect(reply["connection"] == "close", "\(request.flaw)")
        #expect(try client.isAtEnd(), "\(request.flaw)")
      }
    }
    #expect(!asked.withLock { $0 }.contains("/smuggled"))
  }

  @Test func `a hostile request behind a good one is refused, the good one answered`() async throws
  {
    try await withServer(describe) { address in
      for request in HostileRequest.lengths {
        let client = try RawClient(address)
        try client.send("GET /good HTTP/1.1\r\nHost: a\r\n\r\n" + request.bytes)
        #expect(try client.response().text == "GET http://a /good")
        #expect(try client.response().status == request.status, "\(request.flaw)")
        #expect(try client.isAtEnd())
      }
    }
  }

  @Test func `a body is not taken for a request`() async throws {
    let inner = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
    try await withServer(echo) { address in
      let client = try RawClient(address)
      let request = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(inner.utf8.count)\r\n\r\n"
      #expect(try client.exchange(request + inner).text == inner)
    }
  }

  @Test func `a header that would tear the answer apart is not sent`() async throws {
    let handler: HTTPServer.Handler = { request, _ in
      HTTPResponse(status: 200, headers: ["X": request.headers["X"] == nil ? "a" : "a\r\nSet: b"])
    }
    try await withServer(handler) { address in
      let client = try RawClient(address)
      #expect(try client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
      let reply = try client.exchange("GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n\r\n")
      #expect(reply.status == 500 && reply["set"] == nil)
    }
  }

  @Test func `a page of a foreign site gets nothing through a name of its own`() async throws {
    var options = HTTPServer.Options()
    options.acceptsOrigin = { ["127.0.0.1", "localhost"].contains($0.host) }
    try await withServer(describe, options) { address in
      let known = try RawClient(address)
      #expect(try known.exchange("GET / HTTP/1.1\r\nHost: LocalHost:1\r\n\r\n").status == 200)
      let foreign = try RawClient(address)
      #expect(try foreign.exchange("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n").status == 421)
      #expect(try foreign.isAtEnd())
    }
  }
}
