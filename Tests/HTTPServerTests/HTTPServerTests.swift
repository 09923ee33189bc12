import HTTPServer
import HTTPWire
import Testing

@Suite(.timeLimit(.minutes(1))) struct HTTPServerTests {
  @Test func `a connection serves request after request`() async throws {
    try await withServer(echo) { address in
      let client = try RawClient(address)
      for number in 1...100 {
        let body = String(repeating: "x", count: number)
        let reply = try client.exchange(
          "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: \(number)\r\n\r\n\(body)"
        )
        #expect(reply.status == 200 && reply.text == body)
      }
    }
  }

  @Test func `pipelined requests are answered in order`() async throws {
    try await withServer(describe) { address in
      let client = try RawClient(address)
      try client.send(
        (1...50).map { "GET /\($0) HTTP/1.1\r\nHost: a:80\r\n\r\n" }.joined()
      )
      for number in 1...50 {
        #expect(try client.response().text == "GET http://a /\(number)")
      }
    }
  }

  @Test func `a request arrives byte by byte and is answered the same`() async throws {
    try await withServer(echo) { address in
      let client = try RawClient(address)
      let request =
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "5;a=\"b;c\"\r\nhello\r\n06\r\n world\r\n0\r\nTrailer: yes\r\n\r\n"
      for byte in request.utf8 { try client.send([byte]) }
      #expect(try client.response().text == "hello world")
    }
  }

  @Test func `the address in use is an error of that name`() throws {
    let first = try HTTPServer()
    let error = #expect(throws: HTTPServerError.self) {
      try HTTPServer(HTTPServer.Options(address: first.address))
    }
    #expect(error?.code == .addressInUse)
  }
}
