import HTTPWire
import Synchronization
import Testing

/// Answers requests from a script and remembers them.
final class ScriptedTransport: HTTPTransport {
  typealias Reply = @Sendable (HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse

  private struct State {
    var replies: [Reply]
    var requests: [HTTPRequest] = []
    var bodies: [[UInt8]] = []
  }

  private let state: Mutex<State>
  private let always: Reply?

  /// Gives these answers in turn; a request beyond the last one fails the test.
  init(_ replies: [Reply]) {
    state = Mutex(State(replies: replies))
    always = nil
  }

  /// Asks `reply` for every answer.
  init(answering reply: @escaping Reply) {
    state = Mutex(State(replies: []))
    always = reply
  }

  /// What was asked so far.
  var requests: [HTTPRequest] { state.withLock(\.requests) }

  /// The bodies that were sent so far, in the order their requests came.
  var bodies: [[UInt8]] { state.withLock(\.bodies) }

  /// `GET /bucket/key?query` for each request.
  var lines: [String] { requests.map { "\($0.method) \($0.target)" } }

  func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
    let body: [UInt8]
    do { body = try await request.body.collect(upTo: .max) } catch {
      throw HTTPTransportError(
        .requestBodyFailed,
        request: request,
        detail: "\(error)",
        mayHaveArrived: false,
        underlying: error
      )
    }
    let reply = state.withLock { state -> Reply? in
      state.requests.append(request)
      state.bodies.append(body)
      if let always { return always }
      return state.replies.isEmpty ? nil : state.replies.removeFirst()
    }
    guard let reply else {
      Issue.record("nobody expected \(request.method) \(request.target)")
      throw HTTPTransportError(.other, request: request, detail: "", mayHaveArrived: false)
    }
    return try await reply(request)
  }
}

/// The answers tests are made of.
func answer(
  _ status: Int,
  _ headers: HTTPHeaders = [:],
  _ body: String = ""
) -> ScriptedTransport.Reply {
  { _ in response(status, headers, body) }
}

func response(_ status: Int, _ headers: HTTPHeaders = [:], _ body: String = "") -> HTTPResponse {
  HTTPResponse(status: status, headers: headers, body: .bytes(Array(body.utf8)))
}

/// An error as S3 writes it.
func error(
  _ status: Int,
  _ code: String,
  _ message: String = "because",
  headers: HTTPHeaders = [:],
  extra: String = ""
) -> ScriptedTransport.Reply {
  answer(
    status,
    headers,
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>\(code)</Code>"
      + "<Message>\(message)</Message>\(extra)<RequestId>RID</RequestId><HostId>HID</HostId></Error>"
  )
}

/// No answer: the connection broke, before or after the server had it all.
func lost(
  _ code: HTTPTransportError.Code = .connectionLost,
  mayHaveArrived: Bool = true
) -> ScriptedTransport.Reply {
  { request throws(HTTPTransportError) in
    throw HTTPTransportError(code, request: request, detail: "", mayHaveArrived: mayHaveArrived)
  }
}
