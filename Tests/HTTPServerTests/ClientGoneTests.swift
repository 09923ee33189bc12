import Foundation
import HTTPServer
import HTTPWire
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct ClientGoneTests {
  /// Endless events, and a word when whoever makes them was cancelled.
  static func events(_ ended: AsyncStream<Void>.Continuation) -> HTTPByteStream {
    HTTPByteStream {
      var number = 0
      return {
        do {
          if number >= 3 { try await Task.sleep(for: .seconds(3_600)) }
        } catch {
          ended.yield()
          throw error
        }
        number += 1
        return Array("data: \(number)\n\n".utf8)
      }
    }
  }

  @Test func `events arrive as they are made, and end when the client goes`() async throws {
    let (ends, ended) = AsyncStream<Void>.makeStream()
    let handler: HTTPServer.Handler = { _, _ in
      HTTPResponse(
        status: 200,
        headers: ["Content-Type": "text/event-stream"],
        body: .stream(Self.events(ended))
      )
    }
    try await withServer(handler) { address in
      let client = try RawClient(address)
      try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      let text = String(decoding: try client.take(through: "data: 3\n\n\r\n"), as: UTF8.self)
      #expect(text.contains("9\r\ndata: 1\n\n\r\n9\r\ndata: 2\n\n\r\n"))
    }
    for await _ in ends { break }
  }

  @Test(arguments: [true, false])
  func `a handler is cancelled when its client goes`(byReset: Bool) async throws {
    let (ends, ended) = AsyncStream<Void>.makeStream()
    let (starts, started) = AsyncStream<Void>.makeStream()
    let handler: HTTPServer.Handler = { _, _ in
      started.yield()
      do { try await Task.sleep(for: .seconds(3_600)) } catch { ended.yield() }
      return HTTPResponse(status: 200)
    }
    try await HTTPServer.run(handler: handler) { server in
      let address = server.address
      let client = try await onThread {
        let client = try RawClient(address)
        try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        return client
      }
      for await _ in starts { break }
      #expect(server.connectionCount == 1)
      if byReset { client.reset() } else { client.close() }
      for await _ in ends { break }
    }
  }

  @Test func `a client that has nothing more to say still gets its answers`() async throws {
    try await withServer(describe) { address in
      let client = try RawClient(address)
      try client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n")
      client.endSending()
      #expect(try client.response().text == "GET http://a /1")
      #expect(try client.response().text == "GET http://a /2")
      #expect(try client.isAtEnd())
    }
  }

  @Test func `clients that vanish at any moment do no harm`() async throws {
    let handler: HTTPServer.Handler = { request, context in
      guard request.path == "/large" else { return await echo(request, context) }
      return HTTPResponse(status: 200, body: .bytes([UInt8](repeating: 97, count: 4 << 20)))
    }
    try await withServer(handler) { address in
      for round in 0..<200 {
        let client = try RawClient(address)
        switch round % 4 {
        case 0: break
        case 1: try client.send("GET / HT")
        case 2: try client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nhello")
        default: try client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
        }
        if round % 8 < 4 { client.reset() }
      }
      let client = try RawClient(address)
      #expect(try client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
    }
  }
}
