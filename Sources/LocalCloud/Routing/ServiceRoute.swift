import HTTPWire

/// One line of a service's table of calls.
struct ServiceRoute<Owner: Sendable>: Sendable {
  /// Does the call.
  typealias Work = @Sendable (Owner, ServiceAsk, inout Desk.Sheet) async throws -> HTTPResponse

  let method: HTTPMethod
  let path: PathPattern
  /// What faults, journal and metrics call it.
  let operation: String
  let work: Work

  init(_ method: HTTPMethod, _ path: PathPattern, _ operation: String, _ work: @escaping Work) {
    self.method = method
    self.path = path
    self.operation = operation
    self.work = work
  }
}

/// What a call has in hand.
struct ServiceAsk: Sendable {
  let request: HTTPRequest
  let parameters: [String: String]
  let query: QueryItems

  /// A parameter of the path, decoded.
  func text(_ name: String) -> String { parameters[name] ?? "" }
}

/// What a table of calls says to a request.
enum RouteMatch<Owner: Sendable> {
  case found(ServiceRoute<Owner>, ServiceAsk)
  /// The path is there, for other methods.
  case otherMethod
  case notFound

  init(_ request: HTTPRequest, in routes: [ServiceRoute<Owner>]) {
    // Bytes and not characters, which would have to be found first.
    let parts = request.path.utf8.split(separator: UInt8(ascii: "/")).map { Substring($0) }
    for route in routes where route.method == request.method {
      guard let encoded = route.path.parameters(of: parts) else { continue }
      let parameters = encoded.mapValues { PercentEncoding.decode($0) ?? String($0) }
      let ask = ServiceAsk(
        request: request,
        parameters: parameters,
        query: QueryItems(request.query)
      )
      self = .found(route, ask)
      return
    }
    let isKnown = routes.contains { $0.path.parameters(of: parts) != nil }
    self = isKnown ? .otherMethod : .notFound
  }
}
