import HTTPWire
import KafkaRESTClient
import Synchronization

/// A transport that plays answers in order and keeps what it was asked.
final class ScriptedTransport: HTTPTransport {
  enum Reply: Sendable {
    case answer(Int, String, HTTPHeaders = [:])
    case failure(HTTPTransportError.Code, mayHaveArrived: Bool, detail: String = "")
    case respond(@Sendable (HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse)

    /// 200 with a body.
    static func ok(_ body: String) -> Reply { .answer(200, body) }
    /// 204.
    static let noContent = Reply.answer(204, "")
    /// An error in the proxy's own words.
    static func error(_ status: Int, _ code: Int, _ message: String) -> Reply {
      .answer(status, #"{"error_code":\#(code),"message":"\#(message)"}"#)
    }
  }

  struct Asked: Sendable {
    var method: String
    var url: String
    var headers: HTTPHeaders
    var body: String

    /// `POST /topics/pin`, the query included.
    var line: String { "\(method) \(url)" }
  }

  private struct State {
    var replies: [Reply]
    var asked: [Asked] = []
  }

  private let state: Mutex<State>
  private let otherwise: Reply?

  init(_ replies: [Reply], otherwise: Reply? = nil) {
    state = Mutex(State(replies: replies))
    self.otherwise = otherwise
  }

  /// Everything that was asked so far.
  var asked: [Asked] { state.withLock { $0.asked } }
  /// The request lines without the origin.
  var lines: [String] { asked.map(\.line) }

  func add(_ replies: Reply...) { state.withLock { $0.replies += replies } }

  func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
    let body: [UInt8]
    do { body = try await request.body.collect(upTo: 1 << 24) } catch {
      throw HTTPTransportError(
        .requestBodyFailed,
        request: request,
        detail: "\(error)",
        mayHaveArrived: true
      )
    }
    let asked = Asked(
      method: request.method.rawValue,
      url: request.target,
      headers: request.headers,
      body: String(decoding: body, as: UTF8.self)
    )
    let reply = state.withLock { state in
      state.asked.append(asked)
      return state.replies.isEmpty ? otherwise : state.replies.removeFirst()
    }
    switch reply {
    case .answer(let status, let text, let headers):
      return HTTPResponse(status: status, headers: headers, body: .bytes(Array(text.utf8)))
    case .failure(let code, let mayHaveArrived, let detail):
      throw HTTPTransportError(
        code,
        request: request,
        detail: detail,
        mayHaveArrived: mayHaveArrived
      )
    case .respond(let respond): return try await respond(request)
    case nil:
      throw HTTPTransportError(
        .invalidRequest,
        request: request,
        detail: "nothing is scripted for \(asked.line)",
        mayHaveArrived: false
      )
    }
  }
}

extension KafkaRESTClient where Transport == ScriptedTransport {
  /// A client over scripted answers, on a clock that does not wait.
  static func scripted(
    _ replies: ScriptedTransport.Reply...,
    at url: String = "http://127.0.0.1:8082",
    clock: EagerClock = EagerClock(),
    options change: (inout KafkaRESTOptions) -> Void = { _ in }
  ) throws -> KafkaRESTClient {
    var options = KafkaRESTOptions()
    options.clock = clock
    options.random = { 1 << 63 }
    change(&options)
    return KafkaRESTClient(
      ScriptedTransport(replies),
      endpoint: try HTTPEndpoint(url),
      options: options
    )
  }
}
