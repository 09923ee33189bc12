import HTTPWire

/// A resource of the REST API and what stands behind it.
struct GatewayRoute: Sendable {
  /// What answers.
  enum Integration: Sendable {
    /// Another HTTP server gets the request and its answer is passed on: `HTTP_PROXY`.
    case proxy(Backend)
    /// A service is asked with a body that a template makes of the request: `AWS`.
    case service(ServiceIntegration)
    /// A fixed answer that lets web pages of other origins ask: what "enable CORS" makes.
    case cors
  }

  /// Something that answers HTTP: a service of this cloud, or a server elsewhere.
  struct Backend: Sendable {
    /// Whom the `Host` header names.
    let endpoint: HTTPEndpoint
    /// The path there, with places for what the route found; `nil` passes the path on.
    var template: String?
    /// Carries the request there.
    let send: @Sendable (HTTPRequest) async throws -> HTTPResponse

    /// The path of a request there.
    func path(_ parameters: [String: Substring], passing rest: String) -> String {
      guard let template else { return "\(endpoint.path)/\(rest)" }
      let filled = parameters.reduce(template) { path, parameter in
        path.replacing("{\(parameter.key)}", with: parameter.value)
      }
      return endpoint.path + (filled.isEmpty && endpoint.path.isEmpty ? "/" : filled)
    }
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

  /// The resources in front of Kinesis, each of which lets web pages ask as well.
  static func streams(_ send: @escaping ServiceIntegration.Send) throws -> [GatewayRoute] {
    var routes: [GatewayRoute] = []
    for method in StreamTemplates.methods {
      let integration = ServiceIntegration(
        action: method.action,
        templates: ["application/json": try MappingTemplate(method.template)],
        send: send
      )
      let path = PathPattern(method.path)
      if !routes.contains(where: { $0.path == path }) {
        routes.append(GatewayRoute(.options, path, .cors))
      }
      routes.append(GatewayRoute(HTTPMethod(rawValue: method.method), path, .service(integration)))
    }
    return routes
  }
}
