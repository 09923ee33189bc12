import HTTPWire
import Synchronization
import TestKit

extension TransportConformance {
  /// Reads what is sent and says nothing, until the peer leaves; then it says so.
  private static func silence(
    after answer: String = "",
    telling: AsyncStream<Event>.Continuation? = nil
  ) -> @Sendable (RawConnection, Int) throws -> Void {
    { connection, _ in
      _ = try connection.readRequest()
      try connection.write(answer)
      telling?.yield(.arrived)
      while try !connection.read().isEmpty {}
      telling?.yield(.left)
    }
  }

  enum Event: Equatable { case arrived, left }

  static let impatience = [
    TransportConformance("leaves a server that says nothing for too long") { transport in
      let limits = HTTPTimeouts(idle: .milliseconds(80))
      for answer in [
        "", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\na",
      ] {
        try await withServer(silence(after: answer)) { _, origin in
          let request = HTTPRequest(.put, origin: origin, target: "/", timeouts: limits)
          let error = try await failure { try await transport.send(request).text() }
          try expect(error.code, is: .idleTimedOut, "code")
          try expect(error.mayHaveArrived, "a request that was read has not arrived")
        }
      }
    },
    TransportConformance("waits for a server that is slow but not silent") { transport in
      // Longer in all than the limit, and each pause so much shorter that a busy machine keeps it.
      let limits = HTTPTimeouts(idle: .milliseconds(1_500))
      try await withServer({ connection, _ in
        _ = try connection.readRequest()
        try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n")
        for _ in 0..<16 {
          pause(milliseconds: 100)
          try connection.write("a")
        }
      }) { _, origin in
        let request = HTTPRequest(.get, origin: origin, target: "/", timeouts: limits)
        let text = try await transport.send(request).text()
        try expect(text, is: String(repeating: "a", count: 16))
      }
    },
    TransportConformance("ends what takes too long in all, however lively it is") { transport in
      let limits = HTTPTimeouts(idle: nil, total: .milliseconds(150))
      try await withServer({ connection, _ in
        _ = try connection.readRequest()
        try connection.write("HTTP/1.1 200 OK\r\n\r\n")
        while true {
          try connection.write("a")
          pause(milliseconds: 10)
        }
      }) { _, origin in
        let request = HTTPRequest(.get, origin: origin, target: "/", timeouts: limits)
        let error = try await failure { try await transport.send(request).text() }
        try expect(error.code, is: .totalTimedOut, "code")
      }
    },
    TransportConformance("gives up on a connection that does not stand in time") { transport in
      // A full backlog: further connections get no answer at all.
      let full = try FullListener()
      defer { full.stop() }
      let origin = HTTPOrigin(scheme: .http, host: "127.0.0.1", port: full.port)
      let limits = HTTPTimeouts(connect: .milliseconds(80))
      let error = try await failure {
        try await transport.send(HTTPRequest(.post, origin: origin, target: "/", timeouts: limits))
      }
      try expect(error.code, is: .connectTimedOut, "code")
      try expect(!error.mayHaveArrived, "a request without a connection has arrived")
    },
    TransportConformance("ends the transfer when its task is cancelled") { transport in
      for answer in ["", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\na"] {
        let (events, telling) = AsyncStream.makeStream(of: Event.self)
        try await withServer(silence(after: answer, telling: telling)) { _, origin in
          var event = events.makeAsyncIterator()
          let task = Task {
            try await transport.send(HTTPRequest(.get, origin: origin, target: "/")).text()
          }
          try expect(await event.next(), is: .arrived, "event")
          task.cancel()
          let error = try await failure { try await task.value }
          try expect(error.code, is: .cancelled, "code")
          try expect(await event.next(), is: .left, "event")
        }
      }
    },
    TransportConformance("does not begin for a task that is cancelled already") { transport in
      try await withServer({ connection, _ in try echo(connection) }) { server, origin in
        let task = Task {
          withUnsafeCurrentTask { $0?.cancel() }
          return try await transport.send(HTTPRequest(.get, origin: origin, target: "/"))
        }
        let error = try await failure { try await task.value }
        try expect(error.code, is: .cancelled, "code")
        try expect(!error.mayHaveArrived, "what was never sent has arrived")
      }
    },
    TransportConformance("ends the transfer when nobody keeps the body of the answer") {
      transport in
      let (events, telling) = AsyncStream.makeStream(of: Event.self)
      let answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\na"
      try await withServer(silence(after: answer, telling: telling)) { _, origin in
        var event = events.makeAsyncIterator()
        let status = try await transport.send(HTTPRequest(.get, origin: origin, target: "/")).status
        try expect(status, is: 200, "status")
        try expect(await event.next(), is: .arrived, "event")
        try expect(await event.next(), is: .left, "event")
      }
    },
    TransportConformance("ends the transfer when the reader stops in the middle") { transport in
      let (events, telling) = AsyncStream.makeStream(of: Event.self)
      let answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\na"
      try await withServer(silence(after: answer, telling: telling)) { _, origin in
        var event = events.makeAsyncIterator()
        let response = try await transport.send(HTTPRequest(.get, origin: origin, target: "/"))
        for try await _ in response.body.chunks { break }
        try expect(await event.next(), is: .arrived, "event")
        _ = consume response
        try expect(await event.next(), is: .left, "event")
      }
    },
  ]
}
