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
  let path: [Segment]
  /// What answers.
  let integration: Integration

  /// A part of a path between slashes.
  enum Segment: Hashable, Sendable {
    case fixed(String)
    /// `{name}` takes one part.
    case parameter(String)
    /// `{name+}` takes the rest, at least one part.
    case rest(String)
  }

  init(_ method: HTTPMethod?, _ path: String, _ integration: Integration) {
    self.method = method
    self.path = path.split(separator: "/").map(Self.segment)
    self.integration = integration
  }

  /// The parameters of a path that fits, or `nil`; fixed parts are preferred by the table's order.
  func parameters(of parts: [Substring]) -> [String: String]? {
    var found: [String: String] = [:]
    var position = 0
    for segment in path {
      guard position < parts.count else { return nil }
      switch segment {
      case .fixed(let text):
        guard parts[position] == text else { return nil }
      case .parameter(let name): found[name] = String(parts[position])
      case .rest(let name):
        found[name] = parts[position...].joined(separator: "/")
        return found
      }
      position += 1
    }
    return position == parts.count ? found : nil
  }

  private static func segment(_ text: Substring) -> Segment {
    guard text.hasPrefix("{"), text.hasSuffix("}") else { return .fixed(String(text)) }
    let name = text.dropFirst().dropLast()
    return name.hasSuffix("+") ? .rest(String(name.dropLast())) : .parameter(String(name))
  }
}
