import CurlTransport
import HTTPWire
import Synchronization
import TestKit
import Testing

@Suite(.timeLimit(.minutes(3))) struct CurlTransportTests {
  @Test func `keeps to its number of connections with a host`() async throws {
    let busy = HighWater()
    let server = try RawServer { connection, _ in
      while try connection.readRequest() != nil {
        busy.enter()
        usleepThread()
        busy.leave()
        try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
      }
    }
    defer { server.stop() }
    var options = CurlTransport.Options()
    options.maxConnectionsPerHost = 4
    let transport = CurlTransport(options)
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<200 {
        group.addTask {
          try await transport.send(HTTPRequest(.get, origin: server.origin, target: "/")).status
        }
      }
      for try await status in group { #expect(status == 200) }
    }
    #expect(busy.most <= 4)
    #expect(server.connections == 4)
  }

  @Test func `keeps to its number of connections over all hosts`() async throws {
    let busy = HighWater()
    let serve: @Sendable (RawConnection, Int) throws -> Void = { connection, _ in
      while try connection.readRequest() != nil {
        busy.enter()
        usleepThread()
        busy.leave()
        try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
      }
    }
    let servers = try [RawServer(serve), RawServer(serve), RawServer(serve)]
    defer { for server in servers { server.stop() } }
    var options = CurlTransport.Options()
    options.maxConnections = 5
    let transport = CurlTransport(options)
    try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<150 {
        let origin = servers[number % 3].origin
        group.addTask {
          try await transport.send(HTTPRequest(.get, origin: origin, target: "/")).status
        }
      }
      for try await status in group { #expect(status == 200) }
    }
    #expect(busy.most <= 5)
  }

  @Test func `lets everything go that was cancelled`() async throws {
    let (arrived, hasArrived) = AsyncStream.makeStream(of: Void.self)
    let server = try RawServer { connection, _ in
      guard let (head, _) = try connection.readRequest() else { return }
      if head.hasPrefix("POST") { return try connection.write("HTTP/1.1 204 No\r\n\r\n") }
      hasArrived.yield()
      while try !connection.read().isEmpty {}
    }
    defer { server.stop() }
    let transport = CurlTransport()
    await withTaskGroup(of: HTTPTransportError.Code?.self) { group in
      for _ in 0..<100 {
        group.addTask {
          do throws(HTTPTransportError) {
            _ = try await transport.send(HTTPRequest(.get, origin: server.origin, target: "/"))
            return nil
          } catch { return error.code }
        }
      }
      // As many are on the wire as may be, the others wait for their turn.
      var events = arrived.makeAsyncIterator()
      for _ in 0..<16 { await events.next() }
      group.cancelAll()
      for await code in group { #expect(code == .cancelled) }
    }
    // The loop counts before it sleeps, which it has done once it answers another request.
    let last = HTTPRequest(.post, origin: server.origin, target: "/")
    #expect(try await transport.send(last).status == 204)
    let left = transport.statistics
    #expect(left.running <= 1 && left.waiting == 0 && left.connections <= 1)
    #expect(left.idleHandles <= 16)
  }

  @Test func `closes its connections and descriptors with its last reference`() async throws {
    let (gone, isGone) = AsyncStream.makeStream(of: Void.self)
    let server = try RawServer { connection, _ in
      while try connection.readRequest() != nil {
        try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
      }
      isGone.yield()
    }
    defer { server.stop() }
    var events = gone.makeAsyncIterator()
    for _ in 0..<20 {
      var transport: CurlTransport? = CurlTransport()
      let request = HTTPRequest(.get, origin: server.origin, target: "/")
      let status = try await transport?.send(request).status
      #expect(status == 200)
      transport = nil
      await events.next()
    }
  }

  @Test func `reads an answer to its end after the transport was dropped`() async throws {
    let server = try RawServer { connection, _ in
      _ = try connection.readRequest()
      try connection.write("HTTP/1.1 200 OK\r\n\r\n")
      for _ in 0..<100 { try connection.write([UInt8](repeating: 0x61, count: 100_000)) }
    }
    defer { server.stop() }
    let body = try await CurlTransport().send(
      HTTPRequest(.get, origin: server.origin, target: "/")
    ).body
    var count = 0
    for try await chunk in body.chunks { count += chunk.count }
    #expect(count == 10_000_000)
  }

  @Test func `runs tasks on its own thread for those who prefer it`() async throws {
    let server = try RawServer { connection, _ in
      while try connection.readRequest() != nil {
        try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
      }
    }
    defer { server.stop() }
    let transport = CurlTransport()
    let threads = ThreadsSeen()
    try await withTaskExecutorPreference(transport.executor) {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<8 {
          group.addTask {
            for _ in 0..<50 {
              let request = HTTPRequest(.get, origin: server.origin, target: "/")
              let status = try await transport.send(request).status
              #expect(status == 200)
              threads.note()
            }
          }
        }
        try await group.waitForAll()
      }
    }
    #expect(threads.count == 1)
  }
}

extension RawServer {
  var origin: HTTPOrigin { HTTPOrigin(scheme: .http, host: "127.0.0.1", port: port) }
}

/// How many were inside at once, at the most.
final class HighWater: Sendable {
  private let counts = Mutex((now: 0, most: 0))

  var most: Int { counts.withLock { $0.most } }

  func enter() {
    counts.withLock {
      $0.now += 1
      $0.most = max($0.most, $0.now)
    }
  }

  func leave() { counts.withLock { $0.now -= 1 } }
}
