import CurlTransport
import HTTPWire
import TestKit
import Testing

@Suite(.timeLimit(.minutes(3))) struct ProxyTests {
  @Test func `sends the whole URL to a proxy for http`() async throws {
    let proxy = try RawServer { connection, _ in
      while let (head, _) = try connection.readRequest() {
        try connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(head.utf8.count)\r\n\r\n\(head)")
      }
    }
    defer { proxy.stop() }
    var options = CurlTransport.Options()
    options.proxy = .all(through: "http://127.0.0.1:\(proxy.port)")
    let origin = HTTPOrigin(scheme: .http, host: "bucket.example", port: 8080)
    let response = try await CurlTransport(options).send(
      HTTPRequest(.get, origin: origin, target: "/a/../b?x=%20")
    )
    let sent = String(decoding: try await response.body.collect(upTo: 1 << 20), as: UTF8.self)
    #expect(sent.hasPrefix("GET http://bucket.example:8080/a/../b?x=%20 HTTP/1.1\r\n"))
    #expect(sent.contains("Host: bucket.example:8080\r\n"))
  }

  @Test func `a SOCKS proxy carries the request as the server is to see it`() async throws {
    let proxy = try RawServer { connection, _ in
      // RFC 1928: no authentication, then CONNECT to a name, which the proxy looks up.
      let methods = try connection.read(exactly: 2)
      _ = try connection.read(exactly: Int(methods[1]))
      try connection.write([5, 0])
      let request = try connection.read(exactly: 5)
      let address = try connection.read(exactly: Int(request[4]) + 2)
      try connection.write([5, 0, 0, 1, 0, 0, 0, 0, 0, 0])
      guard let (head, _) = try connection.readRequest() else { return }
      let seen = String(decoding: address.dropLast(2), as: UTF8.self) + "|" + head
      try connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(seen.utf8.count)\r\n\r\n\(seen)")
    }
    defer { proxy.stop() }
    var options = CurlTransport.Options()
    options.proxy = .all(through: "socks5h://127.0.0.1:\(proxy.port)")
    let origin = HTTPOrigin(scheme: .http, host: "bucket.example", port: 8080)
    let response = try await CurlTransport(options).send(
      HTTPRequest(.get, origin: origin, target: "/a/../b?x=%20")
    )
    let seen = String(decoding: try await response.body.collect(upTo: 1 << 20), as: UTF8.self)
    #expect(seen.hasPrefix("bucket.example|GET /a/../b?x=%20 HTTP/1.1\r\n"))
  }

  @Test(arguments: [
    "http://user:TOPSECRET@", "http://user:TOPSECRET@no host",
    "gopher://user:TOPSECRET@127.0.0.1:1",
    "http://user:TOPSECRET@proxy.invalid:1", "http://user:TOPSECRET@127.0.0.1:1",
  ])
  func `a proxy that cannot be used is told without its password`(url: String) async throws {
    var options = CurlTransport.Options()
    options.proxy = .all(through: url)
    let origin = HTTPOrigin(scheme: .http, host: "bucket.example")
    let error = await #expect(throws: HTTPTransportError.self) {
      try await CurlTransport(options).send(HTTPRequest(.get, origin: origin, target: "/"))
    }
    #expect(error.map { "\($0)".contains("TOPSECRET") } == false, "\(error as Any)")
    #expect(!"\(options)".contains("TOPSECRET"))
  }

  @Test func `goes past the proxy to its exceptions`() async throws {
    let server = try RawServer { connection, _ in
      _ = try connection.readRequest()
      try connection.write("HTTP/1.1 204 No\r\n\r\n")
    }
    defer { server.stop() }
    var options = CurlTransport.Options()
    options.proxy = .all(through: "http://127.0.0.1:9", except: ["127.0.0.1"])
    let response = try await CurlTransport(options).send(
      HTTPRequest(.get, origin: server.origin, target: "/")
    )
    #expect(response.status == 204)
  }

  @Test func `tells that a proxy opens no tunnel`() async throws {
    let proxy = try RawServer { connection, _ in
      _ = try connection.readRequest()
      try connection.write("HTTP/1.1 407 Who\r\nContent-Length: 0\r\n\r\n")
    }
    defer { proxy.stop() }
    var options = CurlTransport.Options()
    options.proxy = .all(through: "http://127.0.0.1:\(proxy.port)")
    let error = await #expect(throws: HTTPTransportError.self) {
      try await CurlTransport(options).send(
        HTTPRequest(
          .post,
          origin: HTTPOrigin(scheme: .https, host: "bucket.example"),
          target: "/",
          body: .bytes([1])
        )
      )
    }
    #expect(error?.code == .connectionRefused)
    #expect(error?.mayHaveArrived == false)
    #expect(error?.detail.contains("407") == true)
  }

  @Test func `reads the usual variables, except the one a CGI caller could set`() {
    let proxy = CurlTransport.Proxy.environment([
      "http_proxy": "http://a:1", "HTTP_PROXY": "http://evil", "HTTPS_PROXY": "http://b:2",
      "no_proxy": "localhost, .example,10.0.0.1",
    ])
    func way(_ scheme: HTTPOrigin.Scheme, _ host: String) -> String? {
      proxy.url(for: HTTPOrigin(scheme: scheme, host: host))
    }
    #expect(way(.http, "other") == "http://a:1")
    #expect(way(.https, "other") == "http://b:2")
    #expect(way(.https, "localhost") == nil)
    #expect(way(.https, "example") == nil)
    #expect(way(.https, "s3.Example") == nil)
    #expect(way(.https, "notexample") == "http://b:2")
    #expect(way(.http, "10.0.0.1") == nil)
    let none = CurlTransport.Proxy.environment(["HTTP_PROXY": "http://evil", "all_proxy": ""])
    #expect(none == CurlTransport.Proxy.none)
    let all = CurlTransport.Proxy.environment(["ALL_PROXY": "socks5h://c:3", "NO_PROXY": "*"])
    #expect(
      all.http == "socks5h://c:3" && all.url(for: HTTPOrigin(scheme: .http, host: "x")) == nil
    )
  }
}
