import HTTPWire
import TestKit

extension TransportConformance {
  /// Answers the first request of each connection with these bytes, `piece` at a time, and closes.
  static func answering(
    _ answer: String,
    piece: Int = .max
  ) -> @Sendable (RawConnection, Int) throws -> Void {
    { connection, _ in
      _ = try connection.readRequest()
      try connection.write(Array(answer.utf8), piece: piece)
    }
  }

  static let answers = [
    TransportConformance("gives every header in order, with its case and its repetitions") {
      transport in
      let answer = """
        HTTP/1.1 299 Odd\r\nB: 1\r\na:2\r\nb:  3 \t\r\nX-Empty:\r\nx-amz-meta-ä: ö\r\nDate: a:b:c\r
        Content-Length: 2\r\n\r\nok
        """
      try await withServer(answering(answer)) { _, origin in
        let response = try await transport.send(HTTPRequest(.get, origin: origin, target: "/"))
        try expect(response.status, is: 299, "status")
        let lines = response.headers.map { "\($0.name)=\($0.value)" }
        let wanted = [
          "B=1", "a=2", "b=3", "X-Empty=", "x-amz-meta-ä=ö", "Date=a:b:c", "Content-Length=2",
        ]
        try expect(lines, is: wanted, "header")
        try expect(try await response.text(), is: "ok", "body")
      }
    },
    TransportConformance("reads an answer that comes one byte at a time") { transport in
      let chunked = """
        HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r
        Transfer-Encoding: chunked\r\nX: 1\r\n\r\n3\r\nabc\r\n2;ext=1\r\nde\r
        0\r\nX-Trailer: 9\r\n\r\n
        """
      for answer in [chunked, "HTTP/1.1 200 OK\r\nX: 1\r\nContent-Length: 5\r\n\r\nabcde"] {
        try await withServer(answering(answer, piece: 1)) { _, origin in
          let response = try await transport.send(HTTPRequest(.get, origin: origin, target: "/"))
          try expect(response.status, is: 200, "status")
          try expect(response.headers["x"], is: "1", "header")
          try expect(!response.headers.contains("Link"), "the header of an interim answer")
          try expect(!response.headers.contains("X-Trailer"), "a trailer among the headers")
          try expect(try await response.text(), is: "abcde", "body")
        }
      }
    },
    TransportConformance("reads a body that ends with the connection") { transport in
      for version in ["1.0", "1.1"] {
        try await withServer(answering("HTTP/\(version) 200 OK\r\n\r\nto the end")) { _, origin in
          let response = try await transport.send(HTTPRequest(.get, origin: origin, target: "/"))
          try expect(try await response.text(), is: "to the end", "body")
        }
      }
    },
    TransportConformance("brings redirects, refusals and answers without a body as they are") {
      transport in
      for status in [204, 301, 302, 304, 307, 401, 404, 407, 500, 503] {
        let body = [204, 304].contains(status) ? "" : "abc"
        let length = body.isEmpty ? "" : "Content-Length: 3\r\n"
        let answer = """
          HTTP/1.1 \(status) X\r\nLocation: /other\r\nWWW-Authenticate: Basic\r
          Proxy-Authenticate: Basic\r\n\(length)\r\n\(body)
          """
        try await withServer(answering(answer)) { server, origin in
          let response = try await transport.send(HTTPRequest(.get, origin: origin, target: "/"))
          try expect(response.status, is: status, "status")
          try expect(try await response.text(), is: body, "body")
          try expect(server.connections, is: 1, "number of connections")
        }
      }
    },
    TransportConformance("gives bytes that look compressed as they came") { transport in
      let answer = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"
      try await withServer(answering(answer)) { _, origin in
        let response = try await transport.send(HTTPRequest(.get, origin: origin, target: "/"))
        try expect(try await response.text(), is: "abc", "body")
      }
    },
    TransportConformance("uses a connection again, unless the server closes it") { transport in
      let serve: @Sendable (RawConnection, Int) throws -> Void = { connection, _ in
        while let (head, _) = try connection.readRequest() {
          let closes = head.contains(" /close ")
          try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n")
          try connection.write(closes ? "Connection: close\r\n\r\nok" : "\r\nok")
          if closes { return }
        }
      }
      try await withServer(serve) { server, origin in
        for target in ["/", "/", "/", "/close", "/", "/"] {
          let response = try await transport.send(HTTPRequest(.get, origin: origin, target: target))
          try expect(try await response.text(), is: "ok", "body")
        }
        try expect(server.connections, is: 2, "number of connections")
      }
    },
  ]
}
