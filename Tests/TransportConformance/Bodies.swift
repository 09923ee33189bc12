import Foundation
import HTTPWire
import TestKit

extension TransportConformance {
  static let bodies = [
    TransportConformance("sends a body of bytes, file or stream the same, of any size") {
      transport in
      try await withServer({ connection, _ in try echo(connection) }) { _, origin in
        for size in [1, 1_000, 65_536, 65_537, 3_000_000] {
          let content = pattern(size)
          try await withTemporaryDirectory { folder in
            let path = folder.appending(path: "body").path
            try Data([1, 2, 3] + content + [4]).write(to: URL(filePath: path))
            let chunks = stride(from: 0, to: size, by: 40_000).map {
              Array(content[$0..<min($0 + 40_000, size)])
            }
            for body: HTTPBody in [
              .bytes(content), .file(HTTPFileRegion(path: path, offset: 3, length: size)),
              .stream(.of(chunks), length: size), .stream(.of(chunks)),
              .stream(.of([[]] + chunks + [[]])),
            ] {
              let response = try await transport.send(
                HTTPRequest(.put, origin: origin, target: "/", body: body)
              )
              let sent = try await response.body.collect(upTo: 1 << 26)
              try expect(sent.suffix(size).elementsEqual(content), "\(body.kind) arrived changed")
              let head = String(decoding: sent.dropLast(size), as: UTF8.self)
              let length = body.length.map { "Content-Length: \($0)\r\n" }
              try expect(
                head.contains(length ?? "Transfer-Encoding: chunked\r\n"),
                "\(body.kind) was framed as \(head)"
              )
              try expect(!head.contains("Expect"), "an Expect for this very machine")
            }
          }
        }
      }
    },
    TransportConformance("sends a GET with a body and an empty stream") { transport in
      try await withServer({ connection, _ in try echo(connection) }) { _, origin in
        let get = try await transport.send(
          HTTPRequest(.get, origin: origin, target: "/", body: .bytes(Array("query".utf8)))
        )
        try expect(try await get.text().hasSuffix("Content-Length: 5\r\n\r\nquery"), "no body")
        for length in [nil, 0] {
          let put = try await transport.send(
            HTTPRequest(.put, origin: origin, target: "/", body: .stream(.of([]), length: length))
          )
          try expect(try await put.text().hasSuffix("\r\n\r\n"), "a body from nothing")
        }
      }
    },
    TransportConformance("accepts the length of the body as a header") { transport in
      try await withServer({ connection, _ in try echo(connection) }) { _, origin in
        let sent = try await transport.send(
          HTTPRequest(
            .put,
            origin: origin,
            target: "/",
            headers: ["content-length": "5"],
            body: .bytes(Array("hallo".utf8))
          )
        ).text()
        try expect(sent.lowercased().split(separator: "content-length").count, is: 2)
      }
    },
    TransportConformance("tells that a body could not be read, and why") { transport in
      try await withServer({ connection, _ in
        while try !connection.read().isEmpty {}
      }) { _, origin in
        try await withTemporaryDirectory { folder in
          let path = folder.appending(path: "short").path
          try Data(pattern(10)).write(to: URL(filePath: path))
          let missing = folder.appending(path: "missing").path
          struct Broken: Error {}
          let failing = HTTPByteStream {
            var left = 3
            return {
              left -= 1
              if left == 0 { throw Broken() }
              return pattern(100)
            }
          }
          for (body, isExpected): (HTTPBody, (any Error) -> Bool) in [
            (.file(HTTPFileRegion(path: path, length: 11)), { $0 is HTTPFileError }),
            (.file(HTTPFileRegion(path: missing, length: 1)), { $0 is HTTPFileError }),
            (.stream(failing), { $0 is Broken }), (.stream(failing, length: 300), { $0 is Broken }),
            (.stream(.of([[1, 2]]), length: 3), { "\($0)".contains("after 2 of 3 bytes") }),
            (.stream(.of([[1, 2], [3, 4]]), length: 3), { "\($0)".contains("more than the 3") }),
          ] {
            let error = try await failure {
              try await transport.send(HTTPRequest(.put, origin: origin, target: "/", body: body))
            }
            try expect(error.code, is: .requestBodyFailed, "code for \(body.kind)")
            try expect(!error.mayHaveArrived, "a body that broke off may have arrived")
            try expect(error.underlying.map(isExpected) ?? false, "\(error.underlying as Any)")
          }
        }
      }
    },
  ]
}

extension HTTPBody {
  fileprivate var kind: String {
    switch self {
    case .empty: "no body"
    case .bytes(let bytes): "a body of \(bytes.count) bytes"
    case .file(let region): "a file of \(region.length) bytes"
    case .stream(_, let length, _): "a stream of \(length.map { "\($0)" } ?? "unknown") length"
    }
  }
}
