import Foundation
import HTTPServer
import HTTPWire
import Testing

@Suite(.timeLimit(.minutes(1))) struct LimitsTests {
  @Test(arguments: [("Content-Length: 1001", ""), ("Transfer-Encoding: chunked", "3e9\r\n")])
  func `a body beyond its limit gets 413`(field: String, start: String) async throws {
    var options = HTTPServer.Options()
    options.limits.bodyBytes = 1_000
    try await withServer(echo, options) { address in
      let client = try RawClient(address)
      let reply = try client.exchange("POST / HTTP/1.1\r\nHost: a\r\n\(field)\r\n\r\n\(start)")
      #expect(reply.status == 413)
      #expect(try client.isAtEnd())
    }
  }

  @Test func `chunks that grow beyond the limit end the handler's reading with 413`() async throws {
    var options = HTTPServer.Options()
    options.limits.bodyBytes = 1_000
    try await withServer(echo, options) { address in
      let client = try RawClient(address)
      try client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
      for _ in 0..<10 { try client.send("64\r\n" + String(repeating: "x", count: 100) + "\r\n") }
      try client.send("1\r\n")
      #expect(try client.response().status == 413)
      #expect(try client.isAtEnd())
    }
  }

  @Test func `a header beyond its limits gets 414 or 431`() async throws {
    try await withServer(echo) { address in
      let long = String(repeating: "a", count: 70_000)
      let requests = [
        ("GET /\(long) HTTP/1.1\r\n", 414),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \(long)\r\n\r\n", 431),
        ("GET / HTTP/1.1\r\n" + String(repeating: "X: a\r\n", count: 129), 431),
      ]
      for (request, status) in requests {
        let client = try RawClient(address)
        #expect(try client.exchange(request).status == status)
        #expect(try client.isAtEnd())
      }
    }
  }

  @Test func `an idle connection is closed without a word`() async throws {
    var options = HTTPServer.Options()
    options.limits.idleTime = .milliseconds(500)
    try await withServer(echo, options) { address in
      let silent = try RawClient(address)
      let served = try RawClient(address)
      _ = try served.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try silent.isAtEnd())
      #expect(try served.isAtEnd())
    }
  }

  @Test func `a header that comes drop by drop gets 408`() async throws {
    var options = HTTPServer.Options()
    options.limits.headerTime = .milliseconds(400)
    try await withServer(echo, options) { address in
      let client = try RawClient(address)
      try client.send("GET / HTTP/1.1\r\nHost: a\r\n")
      for letter in "X-Slow" {
        // On a busy machine the answer may be there before the last of them.
        try? client.send(String(letter))
        usleep(10_000)
      }
      #expect(try client.response().status == 408)
      #expect(try client.isAtEnd())
    }
  }

  @Test(arguments: [100, 100_000], ["Content-Length", "Transfer-Encoding"])
  func `a body that comes drop by drop gets 408`(length: Int, field: String) async throws {
    var options = HTTPServer.Options()
    options.limits.grace = .milliseconds(100)
    try await withServer(echo, options) { address in
      let client = try RawClient(address)
      let value = field == "Content-Length" ? "\(length)" : "chunked"
      try client.send("POST / HTTP/1.1\r\nHost: a\r\n\(field): \(value)\r\n\r\n")
      if value == "chunked" { try client.send("\(String(length, radix: 16))\r\n") }
      for _ in 0..<10 {
        try? client.send("x")
        usleep(5_000)
      }
      #expect(try client.response().status == 408)
      #expect(try client.isAtEnd())
    }
  }

  @Test func `a reader that takes nothing loses its connection`() async throws {
    let (ends, ended) = AsyncStream<Void>.makeStream()
    var options = HTTPServer.Options()
    options.limits.grace = .milliseconds(100)
    let handler: HTTPServer.Handler = { _, _ in
      let witness = Witness { ended.yield() }
      let body = HTTPByteStream {
        { withExtendedLifetime(witness) { [UInt8](repeating: 97, count: 1 << 16) } }
      }
      return HTTPResponse(status: 200, body: .stream(body))
    }
    try await HTTPServer.run(options, handler: handler) { server in
      let address = server.address
      let client = try await onThread {
        let client = try RawClient(address, receiveBuffer: 8_192)
        try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        return client
      }
      for await _ in ends { break }
      try await onThread { #expect(throws: RawClient.Failure.self) { try client.response() } }
    }
  }

  @Test func `connections beyond the limit wait until one ends`() async throws {
    var options = HTTPServer.Options()
    options.limits.connections = 2
    try await HTTPServer.run(options, handler: describe) { server in
      try await onThread {
        let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
        var served = try (0..<2).map { _ in try RawClient(server.address) }
        let waiting = try (0..<2).map { _ in try RawClient(server.address) }
        for client in waiting { try client.send(request) }
        for _ in 0..<10 {
          for client in served { #expect(try client.exchange(request).status == 200) }
        }
        #expect(server.connectionCount == 2)
        served.removeAll()
        for client in waiting { #expect(try client.response().status == 200) }
      }
    }
  }
}

/// Tells when nobody holds it any more.
private final class Witness: Sendable {
  private let gone: @Sendable () -> Void

  init(_ gone: @escaping @Sendable () -> Void) { self.gone = gone }

  deinit { gone() }
}
