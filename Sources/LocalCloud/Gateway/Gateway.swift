import FoundationEssentials
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
  let operations: Set<String> = ["Proxy", "Service", "CORS", "NoRoute"]

  let stage: String
  /// Whether the status of a service is passed on, where API Gateway says 200 whatever it was.
  let isStrict: Bool
  private let routes: [GatewayRoute]
  private let desk: Desk
  let identifiers: RequestIdentifiers
  private let bucket: TokenBucket?
  private let timeout: Duration

  /// Serves `routes` below `/<stage>`; the first resource that fits is asked, and no other.
  init(
    stage: String = "test",
    routes: [GatewayRoute],
    isStrict: Bool = false,
    desk: Desk,
    identifiers: RequestIdentifiers,
    requestsPerSecond: Int? = nil,
    timeout: Duration = .seconds(29)
  ) {
    self.stage = stage
    self.routes = routes
    self.isStrict = isStrict
    self.desk = desk
    self.identifiers = identifiers
    self.timeout = timeout
    bucket = requestsPerSecond.map { TokenBucket(perSecond: $0, clock: desk.clock) }
  }

  /// The moment by the cloud's clock.
  var date: Date { desk.clock.date }

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
    let resource = routes.first { $0.path.parameters(of: below) != nil }?.path
    let route = routes.first {
      $0.path == resource && ($0.method ?? request.method) == request.method
    }
    if let route, let parameters = route.path.parameters(of: below) {
      switch route.integration {
      case .cors: return await register("CORS", request) { _ in GatewayAnswer.cors }
      case .service(let integration):
        return await register("Service", request) { sheet in
          await ask(integration, request, route.path, parameters, &sheet)
        }
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
    switch await collect(request, &sheet) {
    case .success(let bytes): body = bytes
    case .failure(let refusal): return refusal.response
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

  /// The body; like the real one the gateway takes the whole request before it passes it on.
  func collect(
    _ request: HTTPRequest,
    _ sheet: inout Desk.Sheet
  ) async -> Result<[UInt8], Refusal> {
    do { return .success(try await request.body.collect(upTo: Self.largestBody)) } catch {
      sheet.notes.append("\(error)")
      return .failure(
        Refusal(
          response: error is HTTPBodyTooLarge
            ? GatewayAnswer.requestTooLong
            : GatewayAnswer.error(400, "Bad Request Exception", type: "BadRequestException")
        )
      )
    }
  }

  /// An answer in place of the one that was asked for.
  struct Refusal: Error {
    let response: HTTPResponse
  }

  private func passedOn(_ response: HTTPResponse) -> HTTPResponse {
    var headers = HTTPHeaders()
    for field in response.headers where !Self.hopByHop.contains(field.name.lowercased()) {
      headers.add(field.name, field.value)
    }
    return HTTPResponse(status: response.status, headers: headers, body: response.body)
  }
}
