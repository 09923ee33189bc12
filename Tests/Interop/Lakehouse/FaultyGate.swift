import Synchronization
import TestKit

/// Stands before a real S3 and breaks the answers a test wants broken.
final class FaultyGate: Sendable {
  /// What becomes of a request.
  enum Fault: Sendable {
    /// It is answered as the server answers it.
    case none
    /// S3 asks to slow down.
    case slowDown
    /// The connection ends after so many bytes of the answer's body.
    case cut(after: Int)
  }

  /// Decides by the request line and how often that line has come before.
  typealias Decision = @Sendable (_ line: String, _ time: Int) -> Fault

  private let server: RawServer
  private let seen: Seen

  init(before port: Int, _ decide: @escaping Decision) throws {
    let seen = Seen()
    self.seen = seen
    server = try RawServer { client, _ in
      while let head = try client.readHead() {
        let line = head.prefix { $0 != "\r\n" && $0 != "\n" && $0 != "\r" }
        switch decide(String(line), seen.times(String(line))) {
        case .slowDown: try client.write(Self.slowDown)
        case .none: try client.write(Self.ask(port, head))
        case .cut(let count):
          let answer = try Self.ask(port, head)
          let end = Self.headLength(of: answer)
          try client.write(Array(answer.prefix(end + count)))
          return client.reset()
        }
      }
    }
  }

  deinit { server.stop() }

  var port: Int { server.port }

  /// How many requests came whose line has a text in it.
  func count(of text: String) -> Int { seen.count(of: text) }

  private static var slowDown: String {
    let body =
      "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"
    return "HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\n"
      + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  /// Asks the server on a connection of its own, which it closes behind its answer.
  private static func ask(_ port: Int, _ head: String) throws -> [UInt8] {
    let server = try RawConnection(connectingTo: port)
    defer { server.close() }
    try server.write(head)
    guard let answer = try server.readHead() else { return [] }
    let length = answer.lowercased().firstMatch(of: /content-length: (\d+)/).flatMap { Int($0.1) }
    return Array(answer.utf8) + (try server.read(exactly: length ?? 0))
  }

  private static func headLength(of answer: [UInt8]) -> Int {
    let end = Array("\r\n\r\n".utf8)
    let start = answer.indices.first { answer[$0...].starts(with: end) }
    return start.map { $0 + end.count } ?? answer.count
  }

  private final class Seen: Sendable {
    private let lines = Mutex<[String: Int]>([:])

    func times(_ line: String) -> Int {
      lines.withLock { lines in
        defer { lines[line, default: 0] += 1 }
        return lines[line] ?? 0
      }
    }

    func count(of text: String) -> Int {
      lines.withLock { $0.filter { $0.key.contains(text) }.values.reduce(0, +) }
    }
  }
}
