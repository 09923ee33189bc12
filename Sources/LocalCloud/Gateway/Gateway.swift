import HTTPServer
import HTTPWire

/// The REST API in front of the other services, as API Gateway serves a deployed stage.
struct Gateway: CloudService {
  /// Fields that concern one connection only and are never passed on (RFC 9110 §7.6.1).
  private static let hopByHop: Set<String> = [
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer",
    "transfer-encoding", "upgrade", "host", "content-length", "expect",
  ]
  /// What API Gateway takes in a request.
  private static let largestBody = 10 * 1024 * 1024

  let service = Service.gateway
  let operations: Set<String> = ["Proxy", "CORS", "NoRoute"]

  private let stage: String
  private let routes: [GatewayRoute]
  private let desk: Desk
  private let identifiers: RequestIdentifiers
  private let bucket: TokenBucket?
  private let timeout: Duration

  /// Serves `routes` below `/<stage>`; the first that fits answers.
  init(
    stage: String = "test",
    routes: [GatewayRoute],
    desk: Desk,
    identifiers: RequestIdentifiers,
    requestsPerSecond: Int? = nil,
    timeout: Duration = .seconds(29)
  ) {
    self.stage = stage
    self.routes = routes
    self.desk = desk
    self.identifiers = identifiers
    self.timeout = timeout
    bucket = requestsPerSecond.map { TokenBucket(perSecond: $0, clock: desk.clock) }
  }

  func reset() async throws {}

  func answer(_ request: HTTPRequest) async -> HTTPResponse {
    var response = await dispatch(request)
    if response.status != 0 { identifiers.stamp(&response) }
    return response
  }

  private func dispatch(_ request: HTTPRequest) async -> HTTPResponse {
    let parts = request.path.split(separator: "/")
    guard parts.first == stage[...] else {
      return await register("NoRoute", request) { _ in GatewayAnswer.forbidden }
    }
    let below = Array(parts.dropFirst())
    for route in routes where (route.method ?? request.method) == request.method {
      guard let parameters = route.path.parameters(of: below) else { continue }
      switch route.integration {
      case .cors: return await register("CORS", request) { _ in GatewayAnswer.cors }
      case .proxy(let backend):
        let rest = parameters["proxy"].map(String.init) ?? below.joined(separator: "/")
        let path = backend.path(parameters, passing: rest)
        return await register("Proxy", request) { sheet in
          await forward(request, to: backend, path: path, &sheet)
        }
      }
    }
    return await register("NoRoute", request) { sheet in
      sheet.notes.append("no resource \(request.method) \(request.path) is deployed")
      return GatewayAnswer.missingAuthenticationToken
    }
  }

  private func register(
    _ operation: String,
    _ request: HTTPRequest,
    _ work: (inout Desk.Sheet) async -> HTTPResponse
  ) async -> HTTPResponse {
    let call = ServiceCall(.gateway, operation, ["path": String(request.path)])
    return await desk.serve(
      call,
      request,
      refusal: { GatewayAnswer.error($0.status, $0.code, type: $0.code) }
    ) { sheet in
      if let bucket, !bucket.take() { return GatewayAnswer.tooManyRequests }
      return await work(&sheet)
    }
  }

  private func forward(
    _ request: HTTPRequest,
    to backend: GatewayRoute.Backend,
    path: String,
    _ sheet: inout Desk.Sheet
  ) async -> HTTPResponse {
    let body: [UInt8]
    // Like the real one it takes the whole request before it passes it on.
    do { body = try await request.body.collect(upTo: Self.largestBody) } catch {
      sheet.notes.append("\(error)")
      return error is HTTPBodyTooLarge
        ? GatewayAnswer.requestTooLong
        : GatewayAnswer.error(400, "Bad Request Exception", type: "BadRequestException")
    }
    var forwarded = HTTPRequest(
      request.method,
      origin: backend.endpoint.origin,
      target: path + (request.query.map { "?\($0)" } ?? ""),
      body: body.isEmpty ? .empty : .bytes(body),
      timeouts: HTTPTimeouts(idle: timeout, total: timeout)
    )
    for field in request.headers where !Self.hopByHop.contains(field.name.lowercased()) {
      forwarded.headers.add(field.name, field.value)
    }
    do { return passedOn(try await backend.send(forwarded)) } catch {
      sheet.notes.append("\(backend.endpoint): \(error)")
      let code = (error as? HTTPTransportError)?.code
      let isLate = code == .idleTimedOut || code == .totalTimedOut || code == .connectTimedOut
      return isLate ? GatewayAnswer.timedOut : GatewayAnswer.networkError
    }
  }

  private func passedOn(_ response: HTTPResponse) -> HTTPResponse {
    var headers = HTTPHeaders()
    for field in response.headers where !Self.hopByHop.contains(field.name.lowercased()) {
      headers.add(field.name, field.value)
    }
    return HTTPResponse(status: response.status, headers: headers, body: response.body)
  }
}
