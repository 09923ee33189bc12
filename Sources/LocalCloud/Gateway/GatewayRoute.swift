import HTTPWire

/// A resource of the REST API and what stands behind it.
struct GatewayRoute: Sendable {
  /// What answers.
  enum Integration: Sendable {
    /// Another HTTP server gets the request and its answer is passed on: `HTTP_PROXY`.
    case proxy(Backend)
    /// A fixed answer that lets web pages of other origins ask: what "enable CORS" makes.
    case cors
  }

  /// Something that answers HTTP: a service of this cloud, or a server elsewhere.
  struct Backend: Sendable {
    /// Whom the `Host` header names.
    let endpoint: HTTPEndpoint
    /// Carries the request there.
    let send: @Sendable (HTTPRequest) async throws -> HTTPResponse
  }

  /// The method; `nil` is ANY.
  let method: HTTPMethod?
  /// The path below the stage: `/streams/{stream-name}`, `/{proxy+}`.
  let path: PathPattern
  /// What answers.
  let integration: Integration

  init(_ method: HTTPMethod?, _ path: PathPattern, _ integration: Integration) {
    self.method = method
    self.path = path
    self.integration = integration
  }
}
