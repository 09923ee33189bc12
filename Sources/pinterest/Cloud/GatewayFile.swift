import CurlTransport
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

    init(from decoder: any Decoder) throws {
      let members = try SettingsDecoding.members(CodingKeys.self, of: decoder)
      method = try members.decodeIfPresent(String.self, forKey: .method)
      path = try members.decode(String.self, forKey: .path)
      backend = try members.decode(String.self, forKey: .backend)
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case method, path, backend }
  }

  private let requestsPerSecond: Int?
  private let strictStatus: Bool?
  private let timeoutSeconds: Double?
  private let routes: [Route]?

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case requestsPerSecond, strictStatus, timeoutSeconds, routes
  }

  init(from decoder: any Decoder) throws {
    let members = try SettingsDecoding.members(CodingKeys.self, of: decoder)
    requestsPerSecond = try members.decodeIfPresent(Int.self, forKey: .requestsPerSecond)
    strictStatus = try members.decodeIfPresent(Bool.self, forKey: .strictStatus)
    timeoutSeconds = try members.decodeIfPresent(Double.self, forKey: .timeoutSeconds)
    routes = try members.decodeIfPresent([Route].self, forKey: .routes)
  }

  /// Reads a file into the options of a gateway.
  static func read(_ path: String) throws -> LocalCloud.Options.Gateway {
    let file = try SettingsDecoding.read(GatewayFile.self, at: path, as: "description of a gateway")
    return try file.options(from: path)
  }

  private func options(from path: String) throws -> LocalCloud.Options.Gateway {
    var options = LocalCloud.Options.Gateway()
    if let requestsPerSecond, requestsPerSecond < 1 {
      throw CommandError(.badConfiguration, "\(path): requestsPerSecond is at least 1")
    }
    options.requestsPerSecond = requestsPerSecond
    options.strictStatus = strictStatus ?? false
    if let timeoutSeconds { options.timeout = .seconds(timeoutSeconds) }
    let transport = CurlTransport()
    options.routes = try (routes ?? []).map { route in
      // What a template's places leave is a URL, or there would be nothing to lead to.
      do { _ = try HTTPEndpoint(String(route.backend.prefix { $0 != "{" })) } catch {
        throw CommandError(.badConfiguration, "\(path): the backend of \(route.path): \(error)")
      }
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
