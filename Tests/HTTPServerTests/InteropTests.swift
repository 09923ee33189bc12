import Foundation
import HTTPServer
import HTTPWire
import TestKit
import Testing

/// Clients of others against the server.
@Suite(.timeLimit(.minutes(2))) struct InteropTests {
  /// Echoes, describes, or sends a file, as the path says.
  private func withEcho(_ body: (String) async throws -> Void) async throws {
    let handler: HTTPServer.Handler = { request, context in
      request.path == "/describe" ? await describe(request, context) : await echo(request, context)
    }
    try await HTTPServer.run(handler: handler) { server in
      try await body("http://\(server.address)")
    }
  }

  @Test(arguments: [
    [], ["-H", "Transfer-Encoding: chunked"], ["-H", "Expect: 100-continue"], ["--http1.0"],
    ["-X", "PUT"], ["-H", "Connection: close"],
  ]) func `curl gets back what it sends`(flags: [String]) async throws {
    try await withTemporaryDirectory { folder in
      let sent = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 / 11) })
      let file = folder.appending(path: "sent")
      let received = folder.appending(path: "received")
      try sent.write(to: file)
      try await withEcho { url in
        let arguments = ["-sSf", "--data-binary", "@\(file.path)", "-o", received.path] + flags
        _ = try await Peer.output(of: "/usr/bin/curl", arguments + [url])
      }
      #expect(try Data(contentsOf: received) == sent)
    }
  }

  @Test func `curl reads heads and follows pipes of requests`() async throws {
    try await withEcho { url in
      let head = try await Peer.output(of: "/usr/bin/curl", ["-sSfI", url + "/describe"])
      #expect(head.hasPrefix("HTTP/1.1 200 OK\r\n") && head.contains("Content-Length: "))
      let three = try await Peer.output(
        of: "/usr/bin/curl",
        [
          "-sSf", url + "/describe", url + "/describe", url + "/describe", "-w",
          " %{num_connects}\n",
        ]
      )
      #expect(three.split(separator: "\n").map { $0.suffix(1) } == ["1", "0", "0"])
    }
  }

  @Test(.enabled(if: (try? HTTPServer(Self.version6)) != nil))
  func `an IPv6 address is listened on and named`() async throws {
    try await HTTPServer.run(Self.version6, handler: describe) { server in
      let text = try await Peer.output(of: "/usr/bin/curl", ["-sSfg", "\(server.origin)/a"])
      #expect(text == "GET http://[::1]:\(server.address.port) /a")
    }
  }

  private static let version6 = HTTPServer.Options(address: SocketAddress(host: "::1", port: 0))

  @Test func `Python's own client keeps its connection`() async throws {
    try await withEcho { url in
      let script = """
        import http.client
        connection = http.client.HTTPConnection("\(url.dropFirst("http://".count))")
        for size in (0, 1, 1000, 70000, 1000000):
            body = b"x" * size
            connection.request("POST", "/", body)
            reply = connection.getresponse()
            assert (reply.status, reply.read()) == (200, body), size
            socket = connection.sock
        connection.request("POST", "/", iter([b"a" * 10, b"b" * 100000]), encode_chunked=True,
                           headers={"Transfer-Encoding": "chunked"})
        assert len(connection.getresponse().read()) == 100010
        connection.request("HEAD", "/")
        assert connection.getresponse().read() == b""
        assert connection.sock is socket
        print("kept")
        """
      let printed = try await Peer.output(of: "/usr/bin/python3", ["-c", script])
      #expect(printed == "kept\n")
    }
  }

  @Test(.enabled(if: Peers.arePresent)) func `requests and aiohttp are served`() async throws {
    try await withEcho { url in
      let script = """
        import asyncio, aiohttp, requests
        url = "\(url)"
        session = requests.Session()
        for size in (0, 400, 100000):
            assert session.post(url, data=b"x" * size).content == b"x" * size
        assert requests.request("POST", url, json={"a": 1}).json() == {"a": 1}
        assert session.post(url, data=(part for part in (b"a", b"b" * 200000))).content == b"a" + b"b" * 200000
        async def many():
            async with aiohttp.ClientSession() as session:
                async def one(number):
                    async with session.post(url, data=str(number)) as reply:
                        return await reply.text()
                assert await asyncio.gather(*map(one, range(500))) == [str(n) for n in range(500)]
        asyncio.run(many())
        print("served")
        """
      let printed = try await Peer.output(of: Peers.python, ["-c", script])
      #expect(printed == "served\n")
    }
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/wrk")))
  func `wrk finds no errors`() async throws {
    try await withEcho { url in
      let report = try await Peer.output(
        of: "/usr/bin/wrk",
        ["-t1", "-c100", "-d1s", url + "/describe"]
      )
      #expect(!report.contains("Socket errors") && !report.contains("Non-2xx"), "\(report)")
      #expect(report.contains("requests in"))
    }
  }
}
