import CurlTransport
import Foundation
import HTTPWire
import Synchronization
import TestKit
import Testing

/// Against nghttpd, with a certificate made for the occasion.
@Suite(.timeLimit(.minutes(3))) struct TLSTests {
  /// A server that speaks nothing but HTTP/2 over TLS and gives back what it is sent.
  private func withServer(
    _ options: [String] = [],
    _ body: (HTTPOrigin, _ certificate: String, _ folder: URL) async throws -> Void
  ) async throws {
    try await withTemporaryDirectory { folder in
      let key = folder.appending(path: "key.pem").path
      let certificate = folder.appending(path: "certificate.pem").path
      _ = try await Peer.output(
        of: "/usr/bin/openssl",
        [
          "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
          "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=localhost", "-addext",
          "subjectAltName=DNS:localhost",
        ]
      )
      let port = LoopbackPort.free()
      let arguments =
        ["-a", "127.0.0.1", "-d", folder.path, "--echo-upload"] + options
        + ["\(port)", key, certificate]
      try await Peer.run("/usr/sbin/nghttpd", arguments, port: port) { _ in
        let origin = HTTPOrigin(scheme: .https, host: "localhost", port: port)
        try await body(origin, certificate, folder)
      }
    }
  }

  @Test func `speaks HTTP/2 to a server whose certificate is believed`() async throws {
    try await withServer { origin, certificate, folder in
      let attempts = Mutex<[HTTPAttempt]>([])
      var options = CurlTransport.Options()
      options.trust = .authorities(file: certificate)
      options.observer = { attempt in attempts.withLock { $0.append(attempt) } }
      let transport = CurlTransport(options)
      let content = [UInt8]((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
      try Data(content).write(to: folder.appending(path: "large"))
      let get = try await transport.send(HTTPRequest(.get, origin: origin, target: "/large"))
      #expect(get.status == 200)
      #expect(get.headers["content-length"] == "3000000")
      #expect(try await get.body.collect(upTo: 1 << 24) == content)
      let chunks = HTTPByteStream {
        var rest = content[...]
        return {
          defer { rest = rest.dropFirst(10_000) }
          return rest.isEmpty ? nil : Array(rest.prefix(10_000))
        }
      }
      for body: HTTPBody in [.bytes(content), .stream(chunks), .bytes([1, 2, 3])] {
        let put = try await transport.send(
          HTTPRequest(.put, origin: origin, target: "/", body: body)
        )
        #expect(put.status == 200)
        let echoed = try await put.body.collect(upTo: 1 << 24)
        #expect(echoed.count == body.length ?? content.count)
        #expect(echoed.starts(with: content) || echoed == [1, 2, 3])
      }
      let head = try await transport.send(HTTPRequest(.head, origin: origin, target: "/large"))
      #expect(head.headers["content-length"] == "3000000")
      let seen = attempts.withLock { $0 }
      #expect(seen.allSatisfy { $0.httpVersion == "2" })
      #expect(seen.map(\.reusedConnection) == [false, true, true, true, true])
      #expect(transport.statistics.connections == 1)
    }
  }

  @Test func `shares one HTTP/2 connection among many requests`() async throws {
    try await withServer { origin, certificate, folder in
      try Data([UInt8](repeating: 0x61, count: 10_000)).write(to: folder.appending(path: "small"))
      var options = CurlTransport.Options()
      options.trust = .authorities(file: certificate)
      let transport = CurlTransport(options)
      try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<300 {
          group.addTask {
            let request = HTTPRequest(.get, origin: origin, target: "/small")
            return try await transport.send(request).body.collect(upTo: 1 << 20).count
          }
        }
        for try await count in group { #expect(count == 10_000) }
      }
      #expect(transport.statistics.connections <= 2)
    }
  }

  @Test func `holds back one HTTP/2 answer and lets another through`() async throws {
    try await withServer { origin, certificate, folder in
      let large = [UInt8](repeating: 0x61, count: 60 << 20)
      try Data(large).write(to: folder.appending(path: "large"))
      try Data([1, 2, 3]).write(to: folder.appending(path: "small"))
      var options = CurlTransport.Options()
      options.trust = .authorities(file: certificate)
      options.timeouts = HTTPTimeouts(idle: .seconds(20))
      let transport = CurlTransport(options)
      let unread = try await transport.send(HTTPRequest(.get, origin: origin, target: "/large"))
      for _ in 0..<3 {
        let small = try await transport.send(HTTPRequest(.get, origin: origin, target: "/small"))
        #expect(try await small.body.collect(upTo: 10) == [1, 2, 3])
      }
      var count = 0
      for try await chunk in unread.body.chunks { count += chunk.count }
      #expect(count == large.count)
    }
  }

  @Test func `believes nobody else, unless told to believe anybody`() async throws {
    try await withServer { origin, certificate, _ in
      func send(_ trust: CurlTransport.Trust, host: String = "localhost") async throws -> Int {
        var options = CurlTransport.Options()
        options.trust = trust
        let other = HTTPOrigin(scheme: .https, host: host, port: origin.port)
        let request = HTTPRequest(.post, origin: other, target: "/", body: .bytes([1]))
        return try await CurlTransport(options).send(request).status
      }
      for (trust, host) in [
        (CurlTransport.Trust.system, "localhost"), (.authorities(file: certificate), "127.0.0.1"),
        (.authorities(file: "/nowhere.pem"), "localhost"),
      ] {
        let error = await #expect(throws: HTTPTransportError.self) {
          try await send(trust, host: host)
        }
        #expect(error?.code == .tlsFailed)
        #expect(error?.mayHaveArrived == false)
      }
      let status = try await send(.anybody, host: "127.0.0.1")
      #expect(status == 200)
    }
  }

  @Test func `tells a server without TLS from one with it`() async throws {
    let server = try RawServer { connection, _ in
      _ = try connection.read()
      try connection.write("HTTP/1.1 400 Bad\r\n\r\n")
    }
    defer { server.stop() }
    let origin = HTTPOrigin(scheme: .https, host: "127.0.0.1", port: server.port)
    let error = await #expect(throws: HTTPTransportError.self) {
      try await CurlTransport().send(HTTPRequest(.get, origin: origin, target: "/"))
    }
    #expect(error?.code == .tlsFailed)
  }

  @Test func `goes through a proxy's tunnel`() async throws {
    try await withServer { origin, certificate, _ in
      let tunnel = try Tunnel()
      defer { tunnel.stop() }
      var options = CurlTransport.Options()
      options.trust = .authorities(file: certificate)
      options.proxy = .all(through: "http://127.0.0.1:\(tunnel.port)")
      let transport = CurlTransport(options)
      for _ in 0..<3 {
        let response = try await transport.send(
          HTTPRequest(.post, origin: origin, target: "/", body: .bytes([7]))
        )
        #expect(try await response.body.collect(upTo: 10) == [7])
      }
      #expect(tunnel.targets == ["localhost:\(origin.port)"])
    }
  }
}
