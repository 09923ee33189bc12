import Foundation
import HTTPServer
import HTTPWire
import Testing

@Suite(.timeLimit(.minutes(1))) struct EndTests {
  static let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

  /// Starts a server whose handler waits for a word, sends it a request, and waits until it is there.
  private func withRequestUnderWay(
    drainTime: Duration = .seconds(30),
    _ body: (HTTPServer, RawClient, AsyncStream<Void>.Continuation) async throws -> Void
  ) async throws {
    let (words, speak) = AsyncStream<Void>.makeStream()
    let (starts, started) = AsyncStream<Void>.makeStream()
    var options = HTTPServer.Options()
    options.drainTime = drainTime
    let handler: HTTPServer.Handler = { _, _ in
      started.yield()
      for await _ in words { break }
      return HTTPResponse(status: Task.isCancelled ? 503 : 200)
    }
    try await HTTPServer.run(options, handler: handler) { server in
      let address = server.address
      let client = try await onThread {
        let client = try RawClient(address)
        try client.send(Self.request)
        return client
      }
      for await _ in starts { break }
      try await body(server, client, speak)
    }
  }

  @Test func `draining answers what is under way and accepts nothing new`() async throws {
    try await withRequestUnderWay { server, client, speak in
      let address = server.address
      let idle = try await onThread { try RawClient(address) }
      server.drain()
      try await onThread {
        #expect(try idle.isAtEnd())
        #expect(throws: RawClient.Failure.self) { try RawClient(address).exchange(Self.request) }
        speak.yield()
        let reply = try client.response()
        #expect(reply.status == 200 && reply["connection"] == "close")
        #expect(try client.isAtEnd())
      }
    }
  }

  @Test func `what is under way too long is broken`() async throws {
    try await withRequestUnderWay(drainTime: .milliseconds(100)) { server, client, _ in
      server.drain()
      try await onThread {
        #expect(throws: RawClient.Failure.self) { try client.response() }
      }
    }
  }

  @Test func `cancelling reaches the handlers, and their answers the clients`() async throws {
    let (starts, started) = AsyncStream<Void>.makeStream()
    let handler: HTTPServer.Handler = { _, _ in
      started.yield()
      do { try await Task.sleep(for: .seconds(3_600)) } catch { return HTTPResponse(status: 503) }
      return HTTPResponse(status: 200)
    }
    let server = try HTTPServer()
    try await withThrowingTaskGroup { group in
      group.addTask { await server.run(handler) }
      let address = server.address
      let client = try await onThread {
        let client = try RawClient(address)
        try client.send(Self.request)
        return client
      }
      for await _ in starts { break }
      group.cancelAll()
      let status = try await onThread { try client.response().status }
      #expect(status == 503)
      try await group.waitForAll()
    }
  }

  @Test func `a body that throws ends the server`() async throws {
    struct Odd: Error {}
    var address: SocketAddress?
    await #expect(throws: Odd.self) {
      try await HTTPServer.run(handler: echo) { server in
        address = server.address
        throw Odd()
      }
    }
    let gone = try #require(address)
    try await onThread { #expect(throws: RawClient.Failure.self) { try RawClient(gone) } }
  }

  @Test func `many servers live side by side on the same threads`() async throws {
    let loops = try EventLoops(threads: 1)
    try await withThrowingTaskGroup { group in
      for number in 0..<20 {
        group.addTask {
          let handler: HTTPServer.Handler = { _, _ in HTTPResponse(status: 200 + number) }
          try await HTTPServer.run(on: loops, handler: handler) { server in
            let address = server.address
            try await onThread {
              let client = try RawClient(address)
              #expect(try client.exchange(Self.request).status == 200 + number)
            }
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `an address nobody has is an error of that name`() {
    for host in ["203.0.113.1", "localhost", "127.0.0.1:80", ""] {
      let address = SocketAddress(host: host, port: 0)
      let error = #expect(throws: HTTPServerError.self) {
        try HTTPServer(HTTPServer.Options(address: address))
      }
      #expect(error?.code == .badAddress)
    }
  }
}
