import HTTPWire
import Synchronization

/// Answers requests from a script and remembers them.
final class ScriptedTransport: HTTPTransport {
  typealias Script = @Sendable (HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse

  private let script: Script
  private let seen = Mutex<[HTTPRequest]>([])

  init(_ script: @escaping Script) { self.script = script }

  /// Nobody is there.
  convenience init() {
    self.init { (request) throws(HTTPTransportError) in
      throw HTTPTransportError(
        .connectTimedOut,
        request: request,
        detail: "",
        mayHaveArrived: false
      )
    }
  }

  var requests: [HTTPRequest] { seen.withLock { $0 } }

  func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
    seen.withLock { $0.append(request) }
    return try await script(request)
  }
}

extension HTTPResponse {
  static func text(_ status: Int, _ body: String, date: String? = nil) -> HTTPResponse {
    var headers = HTTPHeaders()
    headers["Date"] = date
    return HTTPResponse(status: status, headers: headers, body: .bytes(Array(body.utf8)))
  }
}

extension HTTPRequest {
  /// The body as text.
  var text: String {
    if case .bytes(let bytes) = body { String(decoding: bytes, as: UTF8.self) } else { "" }
  }

  /// The fields of a form in the body.
  var form: [String: String] {
    var fields: [String: String] = [:]
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1)
      fields[String(parts[0])] = PercentEncoding.decode(parts[1], plusIsSpace: true)
    }
    return fields
  }
}
