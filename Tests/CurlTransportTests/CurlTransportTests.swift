import CurlTransport
import Foundation
import HTTPWire
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct CurlTransportTests {
  /// Answers every request with its own header and body.
  static func echo() throws -> RawServer {
    try RawServer { connection, _ in
      while let (head, body) = try connection.readRequest() {
        let answer = Array(head.utf8) + body
        try connection.write(
          "HTTP/1.1 200 OK\r\nX-One: 1\r\nContent-Length: \(answer.count)\r\n\r\n"
        )
        try connection.write(answer)
      }
    }
  }

  static func text(_ response: HTTPResponse) async throws -> String {
    String(decoding: try await response.body.collect(upTo: 1 << 20), as: UTF8.self)
  }

  @Test func `nobody listens`() async throws {
    let origin = HTTPOrigin(scheme: .http, host: "127.0.0.1", port: 9)
    let error = await #expect(throws: HTTPTransportError.self) {
      try await CurlTransport().send(HTTPRequest(.get, origin: origin, target: "/"))
    }
    #expect(error?.code == .connectionRefused)
    #expect(error?.mayHaveArrived == false)
  }

  @Test func `sends exactly what it was given`() async throws {
    let server = try Self.echo()
    defer { server.stop() }
    let transport = CurlTransport()
    let target = "/a/../b//%7e?x=1&y=%20#"
    let get = try await transport.send(
      HTTPRequest(
        .get,
        origin: server.origin,
        target: target,
        headers: ["X-Empty": "", "x-b": "2"]
      )
    )
    let host = "Host: 127.0.0.1:\(server.port)\r\n"
    #expect(
      try await Self.text(get) == "GET \(target) HTTP/1.1\r\n\(host)X-Empty:\r\nx-b: 2\r\n\r\n"
    )
    #expect(get.status == 200)
    #expect(get.headers["x-one"] == "1")
    let put = try await transport.send(
      HTTPRequest(.put, origin: server.origin, target: "/", body: .bytes(Array("hallo".utf8)))
    )
    #expect(
      try await Self.text(put) == "PUT / HTTP/1.1\r\n\(host)Content-Length: 5\r\n\r\nhallo"
    )
    #expect(server.connections == 1)
  }

  @Test func `streams a body both ways`() async throws {
    let server = try Self.echo()
    defer { server.stop() }
    let chunks = HTTPByteStream {
      var left = 200
      return {
        guard left > 0 else { return nil }
        left -= 1
        return [UInt8](repeating: 0x61, count: 5_000)
      }
    }
    let answer = try await CurlTransport().send(
      HTTPRequest(.post, origin: server.origin, target: "/", body: .stream(chunks))
    )
    let text = try await Self.text(answer)
    #expect(text.hasSuffix(String(repeating: "a", count: 1_000_000)))
  }

  @Test func `a server that says nothing is left after the idle limit`() async throws {
    let server = try RawServer { connection, _ in
      _ = try connection.readRequest()
      _ = try connection.read()
    }
    defer { server.stop() }
    let limits = HTTPTimeouts(idle: .milliseconds(60))
    let error = await #expect(throws: HTTPTransportError.self) {
      try await CurlTransport().send(
        HTTPRequest(.get, origin: server.origin, target: "/", timeouts: limits)
      )
    }
    #expect(error?.code == .idleTimedOut)
    #expect(error?.mayHaveArrived == true)
  }

  @Test func `a kept-alive connection cut after the request leaves a doubt`() async throws {
    let server = try RawServer { connection, number in
      guard number == 0 else { return }
      _ = try connection.readRequest()
      try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
      _ = try connection.readRequest()
    }
    defer { server.stop() }
    let transport = CurlTransport()
    let request = HTTPRequest(
      .post,
      origin: server.origin,
      target: "/",
      body: .bytes(Array("hallo".utf8))
    )
    #expect(try await transport.send(request).status == 200)
    let error = await #expect(throws: HTTPTransportError.self) {
      try await transport.send(request)
    }
    #expect(error?.code == .connectionLost && error?.mayHaveArrived == true)
  }

  @Test func `cancelling the task ends the transfer at once`() async throws {
    let (arrived, hasArrived) = AsyncStream.makeStream(of: Void.self)
    let server = try RawServer { connection, _ in
      _ = try connection.readRequest()
      hasArrived.yield()
      _ = try connection.read()
      hasArrived.finish()
    }
    defer { server.stop() }
    let transport = CurlTransport()
    let task = Task {
      try await transport.send(HTTPRequest(.get, origin: server.origin, target: "/"))
    }
    var events = arrived.makeAsyncIterator()
    await events.next()
    task.cancel()
    let error = await #expect(throws: HTTPTransportError.self) { try await task.value }
    #expect(error?.code == .cancelled)
    // The server sees the connection go.
    await events.next()
  }
}

extension RawServer {
  var origin: HTTPOrigin { HTTPOrigin(scheme: .http, host: "127.0.0.1", port: port) }
}
