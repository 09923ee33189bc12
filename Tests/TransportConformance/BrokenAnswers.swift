import HTTPWire
import TestKit

extension TransportConformance {
  static let brokenAnswers = [
    TransportConformance("tells an answer that is cut short from one that ends") { transport in
      for answer in [
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
      ] {
        try await withServer(answering(answer)) { _, origin in
          let error = try await failure {
            try await transport.send(HTTPRequest(.get, origin: origin, target: "/")).text()
          }
          try expect(error.code, is: .truncated, "code for \(answer.debugDescription)")
          try expect(error.mayHaveArrived, "an answered request has not arrived")
        }
      }
    },
    TransportConformance("tells that a connection broke, before or within an answer") {
      transport in
      for answer in [
        "", "HTTP/1.1 2", "HTTP/1.1 200 OK\r\nX: 1\r\nContent-", "HTTP/1.1 200 OK\r\n",
      ] {
        try await withServer(answering(answer)) { _, origin in
          let error = try await failure {
            try await transport.send(HTTPRequest(.post, origin: origin, target: "/")).text()
          }
          let codes: [HTTPTransportError.Code] = [.connectionLost, .truncated, .protocolViolated]
          try expect(codes.contains(error.code), "\(error) for \(answer.debugDescription)")
          try expect(error.mayHaveArrived, "a request that was read has not arrived")
        }
      }
      try await withServer({ connection, _ in
        _ = try connection.readRequest()
        try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
        connection.reset()
      }) { _, origin in
        let error = try await failure {
          try await transport.send(HTTPRequest(.get, origin: origin, target: "/")).text()
        }
        try expect([.connectionLost, .truncated].contains(error.code), "\(error)")
      }
    },
    TransportConformance("tells that the peer does not speak HTTP") { transport in
      for answer in [
        "SSH-2.0-OpenSSH_9.2\r\n", "\u{0}\u{1}\u{2}\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\nabc",
      ] {
        try await withServer(answering(answer)) { _, origin in
          let error = try await failure {
            try await transport.send(HTTPRequest(.get, origin: origin, target: "/")).text()
          }
          try expect(
            error.code,
            is: .protocolViolated,
            "code for \(answer.debugDescription): \(error)"
          )
        }
      }
    },
    TransportConformance("does not gather a header without end") { transport in
      let serve: @Sendable (RawConnection, Int) throws -> Void = { connection, number in
        _ = try connection.readRequest()
        try connection.write("HTTP/1.1 200 OK\r\n")
        let line = "X-\(number): \(String(repeating: "a", count: 1_000))\r\n"
        while true { try connection.write(line) }
      }
      try await withServer(serve) { _, origin in
        let error = try await failure {
          try await transport.send(HTTPRequest(.get, origin: origin, target: "/"))
        }
        try expect(error.code, is: .protocolViolated, "code")
      }
      let endless: @Sendable (RawConnection, Int) throws -> Void = { connection, _ in
        _ = try connection.readRequest()
        try connection.write("HTTP/1.1 200 OK\r\nX: ")
        while true { try connection.write(String(repeating: "a", count: 10_000)) }
      }
      try await withServer(endless) { _, origin in
        let error = try await failure {
          try await transport.send(HTTPRequest(.get, origin: origin, target: "/"))
        }
        try expect(error.code == .protocolViolated, "\(error)")
      }
    },
    TransportConformance("tells that nobody is there") { transport in
      let nobody = try RawServer { _, _ in }
      nobody.stop()
      let origin = HTTPOrigin(scheme: .http, host: "127.0.0.1", port: nobody.port)
      let refused = try await failure {
        try await transport.send(HTTPRequest(.post, origin: origin, target: "/"))
      }
      try expect(refused.code, is: .connectionRefused, "code")
      try expect(!refused.mayHaveArrived, "nobody may have got it")
      let nowhere = HTTPOrigin(scheme: .http, host: "nobody.invalid", port: 80)
      let unknown = try await failure {
        try await transport.send(HTTPRequest(.post, origin: nowhere, target: "/"))
      }
      try expect(unknown.code, is: .hostNotFound, "code")
      try expect(!unknown.mayHaveArrived, "nobody may have got it")
    },
    TransportConformance("does not repeat a request that may have arrived") { transport in
      for method in [HTTPMethod.post, .get, .put] {
        let requests = Counter()
        let serve: @Sendable (RawConnection, Int) throws -> Void = { connection, _ in
          while try connection.readRequest() != nil {
            requests.add(1)
            if requests.value > 1 { return }
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
          }
        }
        try await withServer(serve) { _, origin in
          let body: HTTPBody = method == .get ? .empty : .bytes(pattern(100))
          let request = HTTPRequest(method, origin: origin, target: "/", body: body)
          try expect(try await transport.send(request).text(), is: "ok")
          let error = try await failure { try await transport.send(request) }
          try expect(error.code, is: .connectionLost, "code")
          try expect(error.mayHaveArrived, "\(method) was read and has not arrived")
          try expect(requests.value, is: 2, "number of requests")
        }
      }
    },
    TransportConformance("takes a new connection for one that was closed while it was idle") {
      transport in
      let (closed, hasClosed) = AsyncStream.makeStream(of: Void.self)
      let serve: @Sendable (RawConnection, Int) throws -> Void = { connection, _ in
        _ = try connection.readRequest()
        try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        connection.close()
        hasClosed.yield()
      }
      try await withServer(serve) { server, origin in
        var events = closed.makeAsyncIterator()
        for _ in 0..<5 {
          let request = HTTPRequest(.post, origin: origin, target: "/", body: .bytes(pattern(100)))
          try expect(try await transport.send(request).text(), is: "ok")
          await events.next()
        }
        try expect(server.connections, is: 5, "number of connections")
      }
    },
  ]
}
