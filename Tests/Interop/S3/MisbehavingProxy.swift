import HTTPWire
import TestKit

/// Stands between a client and a real server and breaks what a test wants broken.
final class MisbehavingProxy: Sendable {
  /// What happens to one request.
  enum Fault: Sendable {
    /// Nothing: it reaches the server, and the answer the client.
    case none
    /// The connection is reset when that many bytes of the body have come; the server sees nothing.
    case resetRequest(after: Int)
    /// The server does what it was asked; the connection is reset before its answer arrives.
    case loseAnswer
    /// The connection is reset after that many bytes of the answer's body.
    case resetAnswer(after: Int)
    /// Nobody ever answers.
    case stall
    /// Somebody else answers.
    case answer(String)
  }

  /// Decides about a request by its head; the number counts all requests from 0.
  typealias Decision = @Sendable (_ head: String, _ number: Int) -> Fault

  private let server: RawServer
  private let upstream: Int
  private let decide: Decision
  private let requests = Counter()

  init(before endpoint: HTTPEndpoint, _ decide: @escaping Decision) throws {
    upstream = endpoint.origin.port
    self.decide = decide
    let box = Box()
    server = try RawServer { connection, _ in try box.proxy?.serve(connection) }
    box.proxy = self
  }

  deinit { server.stop() }

  /// Where clients connect to.
  var endpoint: HTTPEndpoint {
    HTTPEndpoint(origin: HTTPOrigin(scheme: .http, host: "127.0.0.1", port: server.port))
  }

  private func serve(_ client: RawConnection) throws {
    while let head = try client.readHead() {
      let length = Self.contentLength(of: head)
      let fault = decide(head, requests.next())
      switch fault {
      case .stall:
        _ = try client.read(exactly: length)
        // Ends when the client has had enough and closes.
        while try !client.read().isEmpty {}
        return
      case .resetRequest(let count):
        _ = try client.read(exactly: min(count, length))
        return client.reset()
      case .answer(let text):
        _ = try client.read(exactly: length)
        try client.write(text)
      case .none, .loseAnswer, .resetAnswer:
        let answer = try ask(head, try client.read(exactly: length))
        if case .loseAnswer = fault { return client.reset() }
        try client.write(answer.head)
        if case .resetAnswer(let count) = fault, count < answer.body.count {
          try client.write(Array(answer.body.prefix(count)))
          return client.reset()
        }
        try client.write(answer.body)
        if answer.head.lowercased().contains("connection: close") { return }
      }
    }
  }

  private func ask(_ head: String, _ body: [UInt8]) throws -> (head: String, body: [UInt8]) {
    let server = try RawConnection(connectingTo: upstream)
    defer { server.close() }
    try server.write(head)
    try server.write(body)
    guard let answer = try server.readHead() else { throw PeerFailure(description: "no answer") }
    let hasBody = !head.hasPrefix("HEAD ") && !answer.contains(" 204 ") && !answer.contains(" 304 ")
    guard hasBody else { return (answer, []) }
    if answer.lowercased().contains("transfer-encoding: chunked") {
      var body: [UInt8] = []
      repeat { body += try server.read() } while !body.suffix(7).elementsEqual("\r\n0\r\n\r\n".utf8)
      return (answer, body)
    }
    return (answer, try server.read(exactly: Self.contentLength(of: answer)))
  }

  private static func contentLength(of head: String) -> Int {
    head.lowercased().firstMatch(of: /content-length: (\d+)/).flatMap { Int($0.1) } ?? 0
  }

  /// Lets the server's closure know the proxy that owns the server.
  ///
  /// Safe because it is written once, before the first connection can come.
  private final class Box: @unchecked Sendable {
    weak var proxy: MisbehavingProxy?
  }
}
