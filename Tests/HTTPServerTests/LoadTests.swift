import Foundation
import HTTPServer
import HTTPWire
import Synchronization
import TestKit
import Testing

@Suite(.timeLimit(.minutes(2))) struct LoadTests {
  static let request = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"

  @Test func `a thousand clients keep their connections`() async throws {
    try await withServer(echo) { address in
      let clients = try (0..<1_000).map { _ in try RawClient(address) }
      for _ in 0..<3 {
        for client in clients { try client.send(Self.request) }
        for client in clients { #expect(try client.response().text == "hello") }
      }
    }
  }

  @Test func `slow clients do not slow the others`() async throws {
    let large = [UInt8](repeating: 97, count: 8 << 20)
    let handler: HTTPServer.Handler = { request, context in
      guard request.path == "/large" else { return await echo(request, context) }
      return HTTPResponse(status: 200, body: .bytes(large))
    }
    try await withServer(handler) { address in
      let readers = try (0..<20).map { _ in
        let reader = try RawClient(address, receiveBuffer: 8_192)
        try reader.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
        return reader
      }
      let senders = try (0..<20).map { _ in
        let sender = try RawClient(address)
        try sender.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nhello")
        return sender
      }
      let heads = try (0..<20).map { _ in
        let head = try RawClient(address)
        try head.send("GET / HTT")
        return head
      }
      // None of the others goes on before this one is done.
      let quick = try RawClient(address)
      for _ in 0..<200 { #expect(try quick.exchange(Self.request).text == "hello") }
      #expect(try readers[0].response().body.count == large.count)
      withExtendedLifetime((readers, senders, heads)) {}
    }
  }

  @Test func `one connection full of requests leaves the others their turn`() async throws {
    let (starts, started) = AsyncStream<Void>.makeStream()
    let modestHasAsked = Mutex(false)
    let asked = Mutex<[String]>([])
    let handler: HTTPServer.Handler = { request, _ in
      asked.withLock { $0.append(request.target) }
      if request.target == "/first" {
        started.yield()
        // Holds the loop's thread, so that requests of both clients wait for it.
        while !modestHasAsked.withLock({ $0 }) { usleep(1_000) }
      }
      return HTTPResponse(status: 200)
    }
    let loops = try EventLoops(threads: 1)
    try await HTTPServer.run(on: loops, handler: handler) { server in
      let address = server.address
      let (greedy, modest) = try await onThread {
        (try RawClient(address), try RawClient(address))
      }
      let sender = Thread {
        let many = String(repeating: "GET /greedy HTTP/1.1\r\nHost: a\r\n\r\n", count: 20_000)
        try? greedy.send("GET /first HTTP/1.1\r\nHost: a\r\n\r\n" + many)
      }
      let taker = Thread { _ = try? greedy.skip() }
      sender.start()
      taker.start()
      for await _ in starts { break }
      try await onThread {
        try modest.send("GET /modest HTTP/1.1\r\nHost: a\r\n\r\n")
        modestHasAsked.withLock { $0 = true }
        #expect(try modest.response().status == 200)
      }
    }
    let place = try #require(asked.withLock { $0 }.firstIndex(of: "/modest"))
    #expect(place < 1_000, "the modest client waited for \(place) requests of the greedy one")
  }

  /// Clients and server live in processes of their own: for descriptors, and for the memory's sake.
  ///
  /// Every hundredth client asks how much that is while all are there.
  @Test(.enabled(if: Self.mayOpen(12_000)))
  func `ten thousand idle connections cost little`() async throws {
    await #expect(processExitsWith: .success) {
      let handler: HTTPServer.Handler = { _, _ in
        HTTPResponse(status: 200, body: .bytes(Array("\(LoadTests.residentBytes())".utf8)))
      }
      try await HTTPServer.run(handler: handler) { server in
        let before = LoadTests.residentBytes()
        let script = """
          import resource, socket
          resource.setrlimit(resource.RLIMIT_NOFILE, (10100, 10100))
          server = ("127.0.0.1", \(server.address.port))
          clients = [socket.create_connection(server) for _ in range(10000)]
          for client in clients[::100]:
              client.sendall(b"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n")
          print(max(int(c.recv(1000).split(b"\\r\\n\\r\\n")[1]) for c in clients[::100]))
          """
        let printed = try await Peer.output(of: "/usr/bin/python3", ["-c", script])
        let each = try #require(Int(printed.dropLast()).map { ($0 - before) / 10_000 })
        #expect(each < 6_000, "an idle connection takes \(each) bytes")
      }
    }
  }

  static func mayOpen(_ count: Int) -> Bool {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return limit.rlim_cur >= count && FileManager.default.fileExists(atPath: "/usr/bin/python3")
  }

  static func residentBytes() -> Int {
    let status = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    return Int(status?.split(separator: " ")[1] ?? "").map { $0 * 4_096 } ?? 0
  }
}
