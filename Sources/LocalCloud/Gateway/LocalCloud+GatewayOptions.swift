public import HTTPWire

extension LocalCloud.Options {
  /// How the REST API in front of the others is set up.
  public struct Gateway: Sendable {
    /// A resource of its own with another server behind it: `HTTP_PROXY` in API Gateway's words.
    public struct Route: Sendable {
      let method: HTTPMethod?
      let path: String
      let backend: String
      let send: @Sendable (HTTPRequest) async throws -> HTTPResponse

      /// Leads `path` below the stage to `backend`, whose places in braces the path's parameters
      /// fill: `/{proxy+}` to `http://10.0.0.1:8082/{proxy}`.
      ///
      /// Without a method every one is led there.
      public init(
        _ path: String,
        method: HTTPMethod? = nil,
        to backend: String,
        over transport: some HTTPTransport
      ) {
        self.method = method
        self.path = path
        self.backend = backend
        send = { request in try await transport.send(request) }
      }
    }

    /// Routes that come before the cloud's own; the first that fits answers.
    public var routes: [Route] = []
    /// How many requests a second the stage lets pass; others are answered 429.
    public var requestsPerSecond: Int?
    /// Whether the status of Kinesis is passed on; API Gateway says 200 unless it is told otherwise,
    /// also where Kinesis refused.
    public var strictStatus = false
    /// How long a backend may take; beyond it the answer is 504.
    public var timeout: Duration = .seconds(29)

    /// The cloud's own routes, as fast as they go.
    public init() {}
  }
}

extension GatewayRoute {
  /// A route as somebody set it up.
  init(_ route: LocalCloud.Options.Gateway.Route) throws {
    let parts = route.backend.split(separator: "/{", maxSplits: 1, omittingEmptySubsequences: false)
    let endpoint = try HTTPEndpoint(String(parts[0]))
    let template = parts.count > 1 ? "/{\(parts[1])" : ""
    self.init(
      route.method,
      PathPattern(route.path),
      .proxy(Backend(endpoint: endpoint, template: template, send: route.send))
    )
  }
}
