import HTTPWire
import JSONBytes
import Synchronization
import Testing

/// Answers requests from a script and remembers them.
final class ScriptedTransport: HTTPTransport {
  typealias Reply = @Sendable (Asked) async throws(HTTPTransportError) -> HTTPResponse

  /// A request as the tests look at it.
  struct Asked: Sendable {
    let request: HTTPRequest
    let bytes: [UInt8]

    /// `PutRecords`.
    var operation: String {
      String((request.headers["X-Amz-Target"] ?? "").split(separator: ".").last ?? "")
    }
    var body: JSONValue { (try? JSONValue(parsing: bytes)) ?? .null }
    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  private struct State {
    var replies: [Reply]
    var asked: [Asked] = []
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
  var asked: [Asked] { state.withLock(\.asked) }

  /// The operations that were asked for so far.
  var operations: [String] { asked.map(\.operation) }

  func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
    let bytes: [UInt8] = (try? await request.body.collect(upTo: .max)) ?? []
    let asked = Asked(request: request, bytes: bytes)
    let reply = state.withLock { state -> Reply? in
      state.asked.append(asked)
      if let always { return always }
      return state.replies.isEmpty ? nil : state.replies.removeFirst()
    }
    guard let reply else {
      Issue.record("nobody expected \(asked.operation) \(asked.text)")
      throw HTTPTransportError(.other, request: request, detail: "", mayHaveArrived: false)
    }
    return try await reply(asked)
  }
}

/// A good answer.
func answer(_ body: String = "", _ headers: HTTPHeaders = [:]) -> ScriptedTransport.Reply {
  { _ in response(200, body, headers) }
}

/// An answer of somebody on the way.
func page(_ status: Int, _ body: String) -> ScriptedTransport.Reply {
  { _ in response(status, body) }
}

func response(_ status: Int, _ body: String, _ headers: HTTPHeaders = [:]) -> HTTPResponse {
  HTTPResponse(status: status, headers: headers, body: .bytes(Array(body.utf8)))
}

/// An error as Kinesis writes it.
func error(
  _ code: String,
  _ message: String = "because",
  status: Int = 400,
  headers: HTTPHeaders = [:]
) -> ScriptedTransport.Reply {
  { _ in refusal(code, message, status: status, headers: headers) }
}

func refusal(
  _ code: String,
  _ message: String = "because",
  status: Int = 400,
  headers: HTTPHeaders = [:]
) -> HTTPResponse {
  var headers = headers
  headers.add("x-amzn-RequestId", "RID")
  return response(status, #"{"__type":"\#(code)","message":"\#(message)"}"#, headers)
}

/// No answer: the connection broke, before or after the server had it all.
func lost(
  _ code: HTTPTransportError.Code = .connectionLost,
  mayHaveArrived: Bool = true
) -> ScriptedTransport.Reply {
  { asked throws(HTTPTransportError) in
    throw HTTPTransportError(
      code,
      request: asked.request,
      detail: "",
      mayHaveArrived: mayHaveArrived
    )
  }
}

/// An answer whose body breaks off.
func cut(_ body: String) -> ScriptedTransport.Reply {
  { asked in
    let failure = HTTPTransportError(
      .truncated,
      request: asked.request,
      detail: "",
      mayHaveArrived: true
    )
    let stream = HTTPByteStream {
      var rest: [UInt8]? = Array(body.utf8)
      return {
        guard let bytes = rest else { throw failure }
        rest = nil
        return bytes
      }
    }
    return HTTPResponse(status: 200, headers: [:], body: .stream(stream))
  }
}
