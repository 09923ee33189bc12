import Foundation
import HTTPServer
import HTTPWire
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct BodyTests {
  static let waiting =
    "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"

  @Test func `100 Continue is sent when the handler reads`() async throws {
    try await withServer(echo) { address in
      let client = try RawClient(address)
      for _ in 0..<2 {
        try client.send(Self.waiting)
        #expect(try client.take(through: "\r\n\r\n") == Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
        try client.send("hello")
        #expect(try client.response().text == "hello")
      }
    }
  }

  @Test func `100 Continue is not sent to a client that did not wait`() async throws {
    try await withServer(echo) { address in
      let client = try RawClient(address)
      try client.send(Self.waiting + "hello")
      #expect(try client.response().text == "hello")
    }
  }

  @Test func `a handler may refuse without reading`() async throws {
    try await withServer({ _, _ in HTTPResponse(status: 403) }) { address in
      let client = try RawClient(address)
      let reply = try client.exchange(Self.waiting)
      #expect(reply.status == 403 && reply["connection"] == "close")
      #expect(try client.isAtEnd(), "what follows could be the body or a request")
    }
  }

  @Test func `a short body nobody read is read over`() async throws {
    var options = HTTPServer.Options()
    options.limits.bufferedBodyBytes = 0
    try await withServer(describe, options) { address in
      let client = try RawClient(address)
      for number in 0..<3 {
        try client.send("POST /\(number) HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
        #expect(try client.response().text == "POST http://a /\(number)")
        try client.send([UInt8](repeating: 120, count: 100_000))
      }
    }
  }

  @Test func `a long body nobody read ends the connection behind a readable answer`() async throws {
    try await withServer(describe) { address in
      let client = try RawClient(address)
      try client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\n")
      try? client.send([UInt8](repeating: 120, count: 200_000))
      let reply = try client.response()
      #expect(reply.status == 200 && reply["connection"] == "close")
      #expect(try client.isAtEnd())
    }
  }

  @Test func `a long body streams both ways`() async throws {
    let handler: HTTPServer.Handler = { request, _ in
      HTTPResponse(status: 200, body: request.body)
    }
    try await withServer(handler) { address in
      let client = try RawClient(address)
      let body = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
      try client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n")
      let sender = Thread { try? client.send(body) }
      sender.start()
      #expect(try client.response().body == body)
    }
  }

  @Test func `a handler that does not read holds its client back`() async throws {
    let (mayRead, allow) = AsyncStream<Void>.makeStream()
    let handler: HTTPServer.Handler = { request, context in
      for await _ in mayRead { break }
      return await echo(request, context)
    }
    try await withServer(handler) { address in
      let client = try RawClient(address)
      let body = [UInt8](repeating: 120, count: 16 << 20)
      try client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.count)\r\n\r\n")
      let sent = Mutex(0)
      let sender = Thread {
        for start in stride(from: 0, to: body.count, by: 65_536) {
          guard (try? client.send(Array(body[start..<start + 65_536]))) != nil else { return }
          sent.withLock { $0 += 65_536 }
        }
      }
      sender.start()
      usleep(300_000)
      #expect(sent.withLock { $0 } < 12 << 20, "the system's buffers hold the rest back")
      allow.yield()
      #expect(try client.response().body.count == body.count)
    }
  }

  @Test func `a body that breaks off is an error to its reader`() async throws {
    let (failures, failed) = AsyncStream<HTTPServerError.Code?>.makeStream()
    let handler: HTTPServer.Handler = { request, _ in
      do {
        _ = try await request.body.collect(upTo: 1 << 24)
        failed.yield(nil)
      } catch {
        failed.yield((error as? HTTPServerError)?.code)
      }
      return HTTPResponse(status: 400)
    }
    try await withServer(handler) { address in
      let client = try RawClient(address)
      try client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nhello")
      client.endSending()
      #expect(try client.response().status == 400)
    }
    var iterator = failures.makeAsyncIterator()
    #expect(await iterator.next() == .clientGone)
  }

  @Test func `a body read after its answer is an error`() async throws {
    let kept = Mutex<HTTPBody>(.empty)
    let handler: HTTPServer.Handler = { request, _ in
      kept.withLock { $0 = request.body }
      return HTTPResponse(status: 200)
    }
    try await withServer(handler) { address in
      let client = try RawClient(address)
      try client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\nhello")
      #expect(try client.response().status == 200)
    }
    let error = await #expect(throws: HTTPServerError.self) {
      try await kept.withLock { $0 }.collect(upTo: 1 << 20)
    }
    #expect(error?.code == .bodyAbandoned)
  }
}
