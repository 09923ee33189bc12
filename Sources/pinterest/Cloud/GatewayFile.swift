import CurlTransport
import FoundationEssentials
import HTTPWire
import LocalCloud
import Terminal

/// The file of `up --gateway`: routes of one's own in front of the cloud's, a limit, and whether
/// Kinesis's status is passed on (`"strictStatus":true`).
///
/// `{"requestsPerSecond":50,"routes":[{"method":"ANY","path":"/{proxy+}","backend":"http://10.0.0.1:8082/{proxy}"}]}`
struct GatewayFile: Decodable {
  private struct Route: Decodable {
    let method: String?
    let path: String
    let backend: String
  }

  private let requestsPerSecond: Int?
  private let strictStatus: Bool?
  private let timeoutSeconds: Double?
  private let routes: [Route]?

  /// Reads a file into the options of a gateway.
  static func read(_ path: String) throws -> LocalCloud.Options.Gateway {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandError(.badConfiguration, "\(path): there is no such file")
    }
    do { return try JSONDecoder().decode(GatewayFile.self, from: data).options() } catch {
      throw CommandError(.badConfiguration, "\(path) sets up no gateway: \(error)")
    }
  }

  private func options() throws -> LocalCloud.Options.Gateway {
    var options = LocalCloud.Options.Gateway()
    if let requestsPerSecond, requestsPerSecond < 1 {
      throw CommandError(.badConfiguration, "requestsPerSecond is at least 1")
    }
    options.requestsPerSecond = requestsPerSecond
    options.strictStatus = strictStatus ?? false
    if let timeoutSeconds { options.timeout = .seconds(timeoutSeconds) }
    let transport = CurlTransport()
    options.routes = try (routes ?? []).map { route in
      // What a template's places leave is a URL, or there would be nothing to lead to.
      _ = try HTTPEndpoint(String(route.backend.prefix { $0 != "{" }))
      let method = route.method?.uppercased()
      return LocalCloud.Options.Gateway.Route(
        route.path,
        method: method == "ANY" ? nil : method.map { HTTPMethod(rawValue: $0) },
        to: route.backend,
        over: transport
      )
    }
    return options
  }
}
