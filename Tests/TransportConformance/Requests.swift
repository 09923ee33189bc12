import HTTPWire
import TestKit

extension TransportConformance {
  static let requests = [
    TransportConformance("sends the target and the headers byte for byte and adds none") {
      transport in
      try await withServer({ connection, _ in try echo(connection) }) { server, origin in
        let target = "/a/../b/./c//%7e?x=1&y=%20&&z#f|\"<>\\^`{}[]"
        let headers: HTTPHeaders = [
          "X-Empty": "", "X-Blank": " ", "x-lower": "a:b; c", "X-Twice": "1", "x-twice": "2",
          "X-Odd": "ä  b",
        ]
        let request = HTTPRequest(.get, origin: origin, target: target, headers: headers)
        let sent = try await transport.send(request).text()
        let wanted = """
          GET \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nX-Empty:\r
          X-Blank:\r\nx-lower: a:b; c\r
          X-Twice: 1\r\nx-twice: 2\r\nX-Odd: ä  b\r\n\r\n
          """
        try expect(sent, is: wanted, "request")
      }
    },
    TransportConformance("sends the caller's Host, Accept, User-Agent and Content-Type") {
      transport in
      try await withServer({ connection, _ in try echo(connection) }) { _, origin in
        let headers: HTTPHeaders = [
          "Host": "bucket.example", "Accept": "a/b", "User-Agent": "c", "Content-Type": "d/e",
        ]
        let sent = try await transport.send(
          HTTPRequest(.post, origin: origin, target: "/", headers: headers, body: .bytes([0x61]))
        ).text()
        for line in ["Host: bucket.example", "Accept: a/b", "User-Agent: c", "Content-Type: d/e"] {
          let name = line.prefix { $0 != ":" }
          try expect(sent.contains("\(line)\r\n"), "no line \(line) in \(sent)")
          try expect(sent.split(separator: "\(name):").count, is: 2, "number of \(name)")
        }
      }
    },
    TransportConformance("says a length of 0 only for methods that announce a body") { transport in
      try await withServer({ connection, _ in try echo(connection) }) { _, origin in
        for (method, says) in [
          (HTTPMethod.get, false), (.delete, false), (.options, false), (.put, true), (.post, true),
          (.patch, true), (HTTPMethod(rawValue: "PURGE"), true),
        ] {
          let sent = try await transport.send(HTTPRequest(method, origin: origin, target: "/"))
            .text()
          try expect(sent.hasPrefix("\(method) / HTTP/1.1\r\n"), "\(method) became \(sent)")
          try expect(sent.contains("Content-Length: 0\r\n"), is: says, "length for \(method)")
          try expect(!sent.contains("Content-Type"), "a Content-Type nobody gave in \(sent)")
        }
      }
    },
    TransportConformance("asks for a header alone") { transport in
      try await withServer({ connection, _ in
        while let (head, _) = try connection.readRequest() {
          let isHead = head.hasPrefix("HEAD ")
          try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")
          if !isHead { try connection.write("hallo") }
        }
      }) { server, origin in
        let head = try await transport.send(HTTPRequest(.head, origin: origin, target: "/"))
        try expect(head.headers["content-length"], is: "5")
        try expect(try await head.text(), is: "")
        let get = try await transport.send(HTTPRequest(.get, origin: origin, target: "/"))
        try expect(try await get.text(), is: "hallo")
        let again = try await transport.send(HTTPRequest(.head, origin: origin, target: "/"))
        try expect(try await again.text(), is: "")
        try expect(server.connections, is: 1, "number of connections")
      }
    },
    TransportConformance("refuses what cannot be put on the wire, and sends nothing of it") {
      transport in
      try await withServer({ connection, _ in try echo(connection) }) { server, origin in
        let split = "a\r\nX-Smuggled: 1"
        let requests = [
          HTTPRequest(.get, origin: origin, target: "/", headers: ["X": split]),
          HTTPRequest(.get, origin: origin, target: "/", headers: ["X": "a\nb"]),
          HTTPRequest(.get, origin: origin, target: "/", headers: ["X": "a\0b"]),
          HTTPRequest(.get, origin: origin, target: "/", headers: [split: "a"]),
          HTTPRequest(.get, origin: origin, target: "/", headers: ["": "a"]),
          HTTPRequest(.get, origin: origin, target: "/", headers: ["X Y": "a"]),
          HTTPRequest(.get, origin: origin, target: "/ HTTP/1.1\r\nX: 1"),
          HTTPRequest(.get, origin: origin, target: "/a b"),
          HTTPRequest(.get, origin: origin, target: "/ä"),
          HTTPRequest(.get, origin: origin, target: "a"),
          HTTPRequest(.get, origin: origin, target: ""),
          HTTPRequest(HTTPMethod(rawValue: "GE T"), origin: origin, target: "/"),
          HTTPRequest(HTTPMethod(rawValue: ""), origin: origin, target: "/"),
          HTTPRequest(HTTPMethod(rawValue: "CONNECT"), origin: origin, target: "/"),
          HTTPRequest(.head, origin: origin, target: "/", body: .bytes([1])),
          HTTPRequest(.put, origin: origin, target: "/", headers: ["Content-Length": "3"]),
          HTTPRequest(.put, origin: origin, target: "/", headers: ["Transfer-Encoding": "chunked"]),
        ]
        for request in requests {
          let error = try await failure { try await transport.send(request) }
          try expect(error.code, is: .invalidRequest, "code for \(request)")
          try expect(!error.mayHaveArrived, "a refused request may have arrived")
        }
        try expect(server.connections, is: 0, "number of connections")
      }
    },
  ]
}
