import CurlTransport
import HTTPWire
import Synchronization
import TestKit
import Testing

@Suite(.timeLimit(.minutes(3))) struct OptionsTests {
  private func echo() throws -> RawServer {
    try RawServer { connection, _ in
      while let (head, _) = try connection.readRequest() {
        try connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(head.utf8.count)\r\n\r\n\(head)")
      }
    }
  }

  private func text(_ response: HTTPResponse) async throws -> String {
    String(decoding: try await response.body.collect(upTo: 1 << 20), as: UTF8.self)
  }

  @Test func `sends its User-Agent only where the request has none`() async throws {
    let server = try echo()
    defer { server.stop() }
    var options = CurlTransport.Options()
    options.userAgent = "tester/1"
    let transport = CurlTransport(options)
    let own = try await transport.send(HTTPRequest(.get, origin: server.origin, target: "/"))
    #expect(try await text(own).contains("User-Agent: tester/1\r\n"))
    let given = try await transport.send(
      HTTPRequest(.get, origin: server.origin, target: "/", headers: ["user-agent": "mine"])
    )
    #expect(try await !text(given).contains("tester"))
  }

  @Test(arguments: [true, false])
  func `sends a large body when it is told to, or after a second`(isTold: Bool) async throws {
    let server = try RawServer { connection, _ in
      guard let head = try connection.readHead() else { return }
      if isTold { try connection.write("HTTP/1.1 100 Continue\r\n\r\n") }
      let body = try connection.read(exactly: 2 << 20)
      let expects = head.contains("Expect: 100-continue\r\n")
      try connection.write("HTTP/1.1 200 OK\r\nX-Expects: \(expects)\r\nX-Size: \(body.count)\r\n")
      try connection.write("Content-Length: 0\r\n\r\n")
    }
    defer { server.stop() }
    var options = CurlTransport.Options()
    options.expectContinue = .atLeast(bytes: 1 << 20)
    let body = [UInt8](repeating: 1, count: 2 << 20)
    let start = ContinuousClock.now
    let response = try await CurlTransport(options).send(
      HTTPRequest(.put, origin: server.origin, target: "/", body: .bytes(body))
    )
    #expect(response.headers["X-Expects"] == "true")
    #expect(response.headers["X-Size"] == "\(2 << 20)")
    if !isTold { #expect(ContinuousClock.now - start >= .milliseconds(900)) }
  }

  @Test func `does not send a body that the server has refused`() async throws {
    let server = try RawServer { connection, _ in
      _ = try connection.readHead()
      try connection.write("HTTP/1.1 401 No\r\nContent-Length: 2\r\n\r\nno")
      let rest = try connection.read()
      #expect(rest.isEmpty)
    }
    defer { server.stop() }
    var options = CurlTransport.Options()
    options.expectContinue = .atLeast(bytes: 0)
    let asked = Atomic(0)
    let body = HTTPByteStream {
      {
        asked.wrappingAdd(1, ordering: .relaxed)
        return [UInt8](repeating: 1, count: 1 << 20)
      }
    }
    let response = try await CurlTransport(options).send(
      HTTPRequest(.put, origin: server.origin, target: "/", body: .stream(body, length: 1 << 30))
    )
    #expect(response.status == 401)
    #expect(asked.load(ordering: .relaxed) <= 2)
  }

  @Test func `refuses a header that is longer than allowed`() async throws {
    let server = try RawServer { connection, _ in
      _ = try connection.readRequest()
      try connection.write("HTTP/1.1 200 OK\r\nX: \(String(repeating: "a", count: 2_000))\r\n\r\n")
    }
    defer { server.stop() }
    var options = CurlTransport.Options()
    options.maxHeaderBytes = 1_000
    let error = await #expect(throws: HTTPTransportError.self) {
      try await CurlTransport(options).send(
        HTTPRequest(.get, origin: server.origin, target: "/")
      )
    }
    #expect(error?.code == .protocolViolated)
    #expect(error?.detail == "its header is longer than 1000 bytes")
  }

  @Test func `reports every attempt, with or without an answer`() async throws {
    let attempts = Mutex<[HTTPAttempt]>([])
    var options = CurlTransport.Options()
    options.observer = { attempt in attempts.withLock { $0.append(attempt) } }
    let transport = CurlTransport(options)
    let server = try RawServer { connection, _ in
      for _ in 0..<2 {
        _ = try connection.readRequest()
        try connection.write("HTTP/1.1 404 No\r\nContent-Length: 2\r\n\r\nno")
      }
      _ = try connection.readRequest()
    }
    defer { server.stop() }
    let request = HTTPRequest(
      .put,
      origin: server.origin,
      target: "/a?secret=1",
      body: .bytes([1, 2, 3])
    )
    for _ in 0..<2 { #expect(try await transport.send(request).status == 404) }
    await #expect(throws: HTTPTransportError.self) { try await transport.send(request) }
    let seen = attempts.withLock { $0 }
    #expect(seen.count == 3)
    #expect(seen.map(\.status) == [404, 404, nil])
    #expect(seen.map(\.failure) == [nil, nil, .connectionLost])
    #expect(seen.map(\.reusedConnection).prefix(2) == [false, true])
    #expect(seen.allSatisfy { $0.path == "/a" && $0.method == .put })
    #expect(seen.prefix(2).allSatisfy { $0.bytesSent == 3 && $0.bytesReceived == 2 })
    #expect(seen.prefix(2).allSatisfy { $0.httpVersion == "1.1" })
    #expect(seen.prefix(2).allSatisfy { .zero < $0.firstByte && $0.firstByte <= $0.total })
  }
}
