import HTTPWire
import Synchronization
import TestKit

extension TransportConformance {
  static let flow = [
    TransportConformance("gives the answer of a server that does not take the whole body") {
      transport in
      let refusal = "HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 3\r\n\r\nbig"
      let serve: @Sendable (RawConnection, Int) throws -> Void = { connection, _ in
        _ = try connection.readHead()
        _ = try connection.read(exactly: 10)
        try connection.write(refusal)
        // Whoever closes with bytes unread resets the connection, and the answer with it.
        connection.finishWriting()
        while try !connection.read().isEmpty {}
      }
      for body: HTTPBody in [
        .bytes(pattern(20 << 20)), .stream(endless(), length: 1 << 40), .stream(endless()),
      ] {
        try await withServer(serve) { _, origin in
          let response = try await transport.send(
            HTTPRequest(.put, origin: origin, target: "/", body: body)
          )
          try expect(response.status, is: 413, "status")
          try expect(try await response.text(), is: "big", "body")
        }
      }
    },
    TransportConformance("gives an early answer although the body's stream does not go on") {
      transport in
      let stuck = HTTPByteStream {
        var isFirst = true
        return {
          if !isFirst { try await Task.sleep(for: .seconds(3_600)) }
          isFirst = false
          return pattern(10)
        }
      }
      try await withServer({ connection, _ in
        _ = try connection.readHead()
        try connection.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno")
        while try !connection.read().isEmpty {}
      }) { _, origin in
        let response = try await transport.send(
          HTTPRequest(.put, origin: origin, target: "/", body: .stream(stuck))
        )
        try expect(response.status, is: 403, "status")
        try expect(try await response.text(), is: "no", "body")
      }
    },
    TransportConformance("lets request and answer pass each other") { transport in
      let (replies, reply) = AsyncStream.makeStream(of: [UInt8].self)
      let serve: @Sendable (RawConnection, Int) throws -> Void = { connection, _ in
        _ = try connection.readHead()
        try connection.write("HTTP/1.1 200 OK\r\n\r\n")
        for _ in 0..<20 { try connection.write(try connection.readChunk()) }
        // A connection that is closed with something unread is reset, and takes the answer with it.
        _ = try connection.readChunk()
      }
      try await withServer(serve) { _, origin in
        // Each question is asked only after the answer to the one before.
        let questions = HTTPByteStream {
          var answers = replies.makeAsyncIterator()
          var asked = 0
          return {
            if asked > 0, await answers.next(isolation: #isolation) == nil { return nil }
            asked += 1
            return asked > 20 ? nil : pattern(asked * 100)
          }
        }
        let response = try await transport.send(
          HTTPRequest(.post, origin: origin, target: "/", body: .stream(questions))
        )
        var (got, turn) = (0, 1)
        for try await chunk in response.body.chunks {
          got += chunk.count
          while turn <= 20, got >= turn * 100 {
            got -= turn * 100
            turn += 1
            reply.yield([])
          }
        }
        try expect(turn, is: 21, "turn")
      }
    },
    TransportConformance("holds a server back whose answer nobody reads") { transport in
      let written = Counter()
      let serve: @Sendable (RawConnection, Int) throws -> Void = { connection, _ in
        _ = try connection.readRequest()
        try connection.write("HTTP/1.1 200 OK\r\n\r\n")
        let piece = pattern(64 * 1024)
        for _ in 0..<3_200 {
          try connection.write(piece)
          written.add(piece.count)
        }
      }
      try await withServer(serve) { _, origin in
        let response = try await transport.send(HTTPRequest(.get, origin: origin, target: "/"))
        let held = await written.whenStill()
        try expect(held < 24 << 20, "\(held) bytes were taken that nobody has read")
        var (read, largest, ahead) = (0, 0, 0)
        for try await chunk in response.body.chunks {
          read += chunk.count
          largest = max(largest, chunk.count)
          ahead = max(ahead, written.value - read)
        }
        try expect(read, is: 200 << 20, "number of bytes")
        try expect(largest <= 4 << 20, "a chunk of \(largest) bytes")
        try expect(ahead < 24 << 20, "\(ahead) bytes were under way at once")
      }
    },
    TransportConformance("does not read ahead of a server that takes no more") { transport in
      let gate = Gate()
      let serve: @Sendable (RawConnection, Int) throws -> Void = { connection, _ in
        _ = try connection.readHead()
        gate.wait()
        var left = 200 << 20
        while left > 0 { left -= try connection.read(min(left, 1 << 20)).count }
        try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
      }
      let made = Counter()
      let body = HTTPByteStream {
        let piece = pattern(64 * 1024)
        var left = 3_200
        return {
          left -= 1
          if left < 0 { return nil }
          made.add(piece.count)
          return piece
        }
      }
      try await withServer(serve) { _, origin in
        async let response = transport.send(
          HTTPRequest(.put, origin: origin, target: "/", body: .stream(body, length: 200 << 20))
        )
        let ahead = await made.whenStill()
        gate.open()
        try expect(ahead < 24 << 20, "\(ahead) bytes were read that nobody has taken")
        try expect(try await response.text(), is: "ok", "body")
        try expect(made.value, is: 200 << 20, "number of bytes")
      }
    },
    TransportConformance("takes more requests than there are connections") { transport in
      try await withServer({ connection, _ in try echo(connection) }) { _, origin in
        try await withThrowingTaskGroup(of: Void.self) { group in
          for number in 0..<1_000 {
            group.addTask {
              let response = try await transport.send(
                HTTPRequest(.get, origin: origin, target: "/\(number)")
              )
              let text = try await response.text()
              try expect(text.hasPrefix("GET /\(number) HTTP"), "\(number) was answered by \(text)")
            }
          }
          try await group.waitForAll()
        }
      }
    },
  ]

  private static func endless() -> HTTPByteStream {
    let piece = pattern(100_000)
    return HTTPByteStream { { piece } }
  }
}

/// Counts from any thread, and tells when the count stands still.
final class Counter: Sendable {
  private let count = Atomic(0)

  var value: Int { count.load(ordering: .relaxed) }

  func add(_ number: Int) { count.wrappingAdd(number, ordering: .relaxed) }

  /// Waits until the count has not changed for a while; nothing else tells that a peer is held
  /// back.
  func whenStill() async -> Int {
    var last = -1
    while value != last || last == 0 {
      last = value
      try? await Task.sleep(for: .milliseconds(150))
    }
    return last
  }
}
