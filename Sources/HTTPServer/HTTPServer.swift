public import HTTPWire

/// An HTTP/1.1 server: a few threads that wait for sockets, and handlers in Swift concurrency.
///
/// ```swift
/// try await HTTPServer.run(handler: handler) { server in
///   print("http://\(server.address)")
///   …                                       // it serves until this closure returns
/// }
/// ```
///
/// A handler gets a request and gives a response:
///
/// ```swift
/// let handler: HTTPServer.Handler = { request, context in
///   guard request.method == .post else { return HTTPResponse(status: 405) }
///   let body = try? await request.body.collect(upTo: 1 << 20)
///   return HTTPResponse(status: 200, headers: ["Content-Type": "…"], body: .bytes(body ?? []))
/// }
/// ```
///
/// - The body is `.empty`, or `.bytes` where it was short (`bufferedBodyBytes`) or had come along
///   with its header, else a `.stream` to be read once; each chunk asked for is the back-pressure.
///   Reading throws `HTTPServerError`, whose `status` tells the client what was wrong.
/// - `100 Continue` is sent when a body is first read, so a handler may refuse without reading. The
///   rest of a body nobody read is discarded if it is short; if not, the connection is closed.
/// - The response's body may be `.bytes`, a `.file` region (sent by the kernel), or a `.stream` of
///   any length, server-sent events for example; a stream is asked for its next chunk once the
///   client took the last. `Content-Length`, `Transfer-Encoding`, `Connection` and `Date` are the
///   server's business. For HEAD, answer as for GET; the body is measured and not sent, and where
///   it has no length, a `Content-Length` of the handler stands. `Connection: close` is obeyed.
///   Status 0 is no answer at all: the connection is closed instead.
/// - When the client goes, the task that serves it is cancelled.
/// - Handlers run on the thread of the connection, and so do the actors they call: nothing changes
///   threads, and nothing may block. Long computing belongs elsewhere
///   (`withTaskExecutorPreference(globalConcurrentExecutor)`), blocking calls on a thread of yours.
public final class HTTPServer: Sendable {
  /// Answers one request; many run at once.
  public typealias Handler = @Sendable (HTTPRequest, RequestContext) async -> HTTPResponse

  /// Where the server listens, the port being the one it was given.
  public let address: SocketAddress

  /// The same as clients name it.
  public let origin: HTTPOrigin

  private let listener: Listener

  /// Takes the address, and connections into the system's queue; they are served by `run`.
  public init(
    _ options: Options = Options(),
    on loops: EventLoops? = nil
  ) throws(HTTPServerError) {
    let loops = if let loops { loops } else { try EventLoops() }
    let socket = try ListeningSocket(options.address, backlog: options.limits.backlog)
    address = socket.address
    let service = Service(options: options, address: address, on: loops)
    origin = service.origin
    let workers = loops.loops.map { Worker(on: $0, service) }
    listener = Listener(socket, feeding: workers, connections: options.limits.connections)
  }

  /// Serves while `body` runs, then finishes the requests that are under way.
  public static func run<Result: Sendable>(
    _ options: Options = Options(),
    on loops: EventLoops? = nil,
    handler: @escaping Handler,
    while body: (HTTPServer) async throws -> Result
  ) async throws -> Result {
    let server = try HTTPServer(options, on: loops)
    return try await withThrowingTaskGroup { group in
      group.addTask { await server.run(handler) }
      let result = try await body(server)
      server.drain()
      try await group.waitForAll()
      return result
    }
  }

  /// Serves until `drain` is called or the task is cancelled; to be called once.
  ///
  /// Either way nothing new is accepted, and requests under way are answered; after `drainTime`
  /// their connections are broken and their handlers cancelled; a handler that does not heed that
  /// is waited for. Cancelling the task cancels the handlers at once.
  public func run(_ handler: @escaping Handler) async {
    await withTaskCancellationHandler {
      await withDiscardingTaskGroup { group in
        for worker in listener.workers {
          group.addTask(executorPreference: worker.loop) { await worker.run(handler) }
        }
        group.addTask(executorPreference: listener.loop) { await self.listener.run() }
      }
    } onCancel: {
      drain()
    }
  }

  /// How many connections are open now.
  public var connectionCount: Int { listener.connectionCount }

  /// Begins to end the server; `run` returns when it has ended.
  public func drain() { listener.drain() }
}
