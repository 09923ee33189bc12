import Foundation
import HTTPWire
import Synchronization

/// Answers with what a real Karapace answered to the same request, and refuses every other one.
final class RecordedKarapace: HTTPTransport {
  struct Exchange: Sendable {
    var method = "GET"
    var path = ""
    var headers: [String: String] = [:]
    var body = ""
    var answer = HTTPResponse(status: 0)
  }

  private let unused: Mutex<[Exchange]>

  init() throws {
    let file = URL(filePath: #filePath)
      .appending(path: "../Fixtures/karapace/exchanges.txt").standardized
    let text = try String(contentsOf: file, encoding: .utf8)
    unused = Mutex(text.split(separator: "--- ").map(Self.exchange))
  }

  func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
    let sent: String
    if case .bytes(let bytes) = request.body {
      sent = String(decoding: bytes, as: UTF8.self)
    } else {
      sent = ""
    }
    let answer: HTTPResponse? = unused.withLock { exchanges in
      guard let index = exchanges.firstIndex(where: { $0.fits(request, sent) }) else { return nil }
      return exchanges.remove(at: index).answer
    }
    if let answer { return answer }
    throw HTTPTransportError(
      .invalidRequest,
      request: request,
      detail: "never recorded: \(request.method) \(request.target) \(sent)",
      mayHaveArrived: false
    )
  }

  /// Takes the arguments of curl and the lines of its answer apart.
  private static func exchange(_ text: Substring) -> Exchange {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    var exchange = Exchange()
    var arguments = lines[0]
    if let end = arguments.range(of: " /", options: .backwards) {
      exchange.path = "/" + arguments[end.upperBound...]
      arguments = String(arguments[..<end.lowerBound])
    } else {
      exchange.path = arguments
      arguments = ""
    }
    for option in (" " + arguments).components(separatedBy: " -").dropFirst() {
      let value = String(option.dropFirst(2))
      switch option.first {
      case "X": exchange.method = value
      case "d": exchange.body = value
      case "H":
        let parts = value.components(separatedBy: ": ")
        exchange.headers[parts[0]] = parts[1]
      default: break
      }
    }
    let status = lines[1].split(separator: " ")[1]
    let contentType = lines[2].components(separatedBy: ": ")[1]
    exchange.answer = HTTPResponse(
      status: Int(status) ?? 0,
      headers: ["Content-Type": contentType],
      body: .bytes(Array(lines.dropFirst(4).joined().utf8))
    )
    return exchange
  }
}

extension RecordedKarapace.Exchange {
  /// Whether a request is the recorded one; the body may say more than the recorded one did.
  fileprivate func fits(_ request: HTTPRequest, _ sent: String) -> Bool {
    guard request.method.rawValue == method, request.target == path else { return false }
    if let accept = headers["Accept"], accept.contains("kafka"),
      request.headers["Accept"] != accept
    {
      return false
    }
    if method == "POST", headers["Content-Type"] != request.headers["Content-Type"] { return false }
    guard let recorded = Self.object(body), !recorded.isEmpty else { return body == sent }
    guard let mine = Self.object(sent) else { return false }
    return recorded.allSatisfy { (mine[$0] as? NSObject) == ($1 as? NSObject) }
  }

  private static func object(_ text: String) -> [String: Any]? {
    try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
  }
}
