import Foundation
import HTTPServer
import HTTPWire
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct ResponseTests {
  struct Broken: Error {}

  static func stream(_ chunks: [String], thenBreaks: Bool = false) -> HTTPByteStream {
    HTTPByteStream {
      var rest = chunks[...]
      return {
        guard let next = rest.popFirst() else {
          if thenBreaks { throw Broken() }
          return nil
        }
        return Array(next.utf8)
      }
    }
  }

  @Test func `HEAD gets the header of GET and nothing behind it`() async throws {
    let handler: HTTPServer.Handler = { request, _ in
      switch request.path {
      case "/bytes": HTTPResponse(status: 200, body: .bytes([1, 2, 3]))
      case "/described": HTTPResponse(status: 200, headers: ["Content-Length": "1234"])
      default: HTTPResponse(status: 200, body: .stream(Self.stream(["a"])))
      }
    }
    try await withServer(handler) { address in
      let client = try RawClient(address)
      for (path, length) in [("/bytes", "3"), ("/described", "0"), ("/stream", nil)] {
        let reply = try client.exchange("HEAD \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(reply.status == 200 && reply["transfer-encoding"] == nil)
        if path != "/described" { #expect(reply["content-length"] == length) }
      }
      #expect(
        try client.exchange("HEAD /described HTTP/1.1\r\nHost: a\r\n\r\n")["content-length"]
          == "1234"
      )
      #expect(try client.exchange("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n").body == [1, 2, 3])
    }
  }

  @Test func `nothing stands behind the head of a refusal either`() async throws {
    var options = HTTPServer.Options()
    options.acceptsOrigin = { _ in false }
    try await withServer(describe, options) { address in
      let client = try RawClient(address)
      try client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
      let text = try client.rest()
      #expect(text.hasPrefix("HTTP/1.1 421 ") && text.hasSuffix("\r\n\r\n"))
    }
  }

  @Test func `an answer without content has no length`() async throws {
    let handler: HTTPServer.Handler = { request, _ in
      HTTPResponse(status: Int(request.path.dropFirst()) ?? 0, body: .bytes([1]))
    }
    try await withServer(handler) { address in
      let client = try RawClient(address)
      for status in [204, 304, 200] {
        let reply = try client.exchange("GET /\(status) HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(reply.status == status)
        #expect(reply["content-length"] == (status == 200 ? "1" : nil))
      }
    }
  }

  @Test func `a stream without length is chunked, for old clients ended by the close`() async throws
  {
    let handler: HTTPServer.Handler = { _, _ in
      HTTPResponse(status: 200, body: .stream(Self.stream(["hello", "", " ", "world"])))
    }
    try await withServer(handler) { address in
      let client = try RawClient(address)
      let reply = try client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(reply["transfer-encoding"] == "chunked" && reply.text == "hello world")
      let old = try RawClient(address)
      try old.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
      let text = try old.rest()
      #expect(text.hasSuffix("\r\n\r\nhello world") && text.contains("Connection: close"))
    }
  }

  @Test func `an old client may keep its connection`() async throws {
    try await withServer(describe) { address in
      let client = try RawClient(address)
      for _ in 0..<3 {
        let reply = try client.exchange("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        #expect(reply["connection"] == "keep-alive")
        #expect(reply.text == "GET http://\(address) /a")
      }
      try client.send("GET /a HTTP/1.0\r\n\r\n")
      #expect(try client.rest().contains("Connection: close"))
    }
  }

  @Test(arguments: [nil, 10]) func `a stream that breaks is never taken for whole`(
    length: Int?
  ) async throws {
    let handler: HTTPServer.Handler = { _, _ in
      let stream = Self.stream(["hello"], thenBreaks: length == nil)
      return HTTPResponse(status: 200, body: .stream(stream, length: length))
    }
    try await withServer(handler) { address in
      let client = try RawClient(address)
      #expect(throws: RawClient.Failure.self) {
        try client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      }
    }
  }

  @Test func `a stream longer than its length is cut off`() async throws {
    let handler: HTTPServer.Handler = { _, _ in
      HTTPResponse(status: 200, body: .stream(Self.stream(["hello", "world"]), length: 7))
    }
    try await withServer(handler) { address in
      let client = try RawClient(address)
      #expect(throws: RawClient.Failure.self) {
        try client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      }
    }
  }

  @Test func `a region of a file is sent, a missing one is an error`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder.appending(path: "file").path
      let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 / 3) }
      try Data(content).write(to: URL(filePath: path))
      let handler: HTTPServer.Handler = { request, _ in
        let region =
          switch request.path {
          case "/whole": HTTPFileRegion(path: path, length: content.count)
          case "/part": HTTPFileRegion(path: path, offset: 1_000, length: 2_000_000)
          case "/none": HTTPFileRegion(path: path, offset: 5, length: 0)
          case "/beyond": HTTPFileRegion(path: path, offset: 1, length: content.count)
          default: HTTPFileRegion(path: path + "-missing", length: 1)
          }
        return HTTPResponse(status: 206, body: .file(region))
      }
      try await withServer(handler) { address in
        let client = try RawClient(address)
        func get(_ path: String) throws -> Reply {
          try client.exchange("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
        }
        #expect(try get("/whole").body == content)
        #expect(try get("/part").body == Array(content[1_000..<2_001_000]))
        #expect(try get("/none").body.isEmpty)
        #expect(try get("/beyond").status == 500)
        #expect(try client.isAtEnd())
        let other = try RawClient(address)
        #expect(try other.exchange("GET /m HTTP/1.1\r\nHost: a\r\n\r\n").status == 500)
      }
    }
  }

  @Test func `the date is the clock's, the handler's where it has one`() async throws {
    var options = HTTPServer.Options()
    options.now = { Date(timeIntervalSince1970: 784_111_777) }
    let handler: HTTPServer.Handler = { request, _ in
      request.path == "/own"
        ? HTTPResponse(status: 200, headers: ["date": "x"]) : HTTPResponse(status: 200)
    }
    try await withServer(handler, options) { address in
      let client = try RawClient(address)
      let reply = try client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(reply["date"] == "Sun, 06 Nov 1994 08:49:37 GMT")
      let own = try client.exchange("GET /own HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(own["date"] == "x" && own.head.lowercased().split(separator: "date:").count == 2)
    }
  }

  @Test func `a handler may end the connection`() async throws {
    let handler: HTTPServer.Handler = { _, _ in
      HTTPResponse(status: 200, headers: ["connection": "Close"], body: .bytes([1]))
    }
    try await withServer(handler) { address in
      let client = try RawClient(address)
      #expect(try client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")["connection"] == "close")
      #expect(try client.isAtEnd())
    }
  }
}
