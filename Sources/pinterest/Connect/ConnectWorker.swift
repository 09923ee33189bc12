import CurlTransport
import FoundationEssentials
import HTTPWire
import JSONBytes
import SinkConnector
import Terminal

/// Kafka Connect's REST API as the `connect` commands use it: ours or any other worker's.
struct ConnectWorker {
  static let options: [CommandOption] = [
    .value("--endpoint", "URL", "the worker (KAFKA_CONNECT_URL, or http://127.0.0.1:8083)")
  ]

  private let endpoint: HTTPEndpoint
  private let transport = CurlTransport()

  init(_ call: Invocation) throws {
    let url = call["--endpoint"] ?? call.environment["KAFKA_CONNECT_URL"] ?? "http://127.0.0.1:8083"
    do { endpoint = try HTTPEndpoint(url) } catch {
      throw CommandError.usage("--endpoint: \(error)")
    }
  }

  /// Asks the worker and gives back its JSON; what it refuses is an error with its words.
  func ask(_ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil) async throws -> JSONValue
  {
    var request = HTTPRequest(method, origin: endpoint.origin, target: endpoint.path + path)
    if let body {
      request.headers["Content-Type"] = "application/json"
      request.body = .bytes(body.bytes)
    }
    let response: HTTPResponse
    do { response = try await transport.send(request) } catch {
      throw CommandError(.unavailable, "\(error); pinterest up starts a worker")
    }
    let bytes = try await response.body.collect(upTo: 1 << 24)
    let answer = bytes.isEmpty ? .null : try JSONValue(parsing: bytes)
    guard response.isSuccess else {
      throw CommandError(
        .failed,
        answer["message"]?.string ?? "the worker answered \(response.status)"
      )
    }
    return answer
  }

  /// A connector's path, its name encoded.
  static func path(_ name: String, _ rest: String = "") -> String {
    "/connectors/\(PercentEncoding.encode(name))\(rest)"
  }

  /// The settings of `--config`: Java properties, or a JSON object with or without a `config` in it.
  static func config(_ call: Invocation) throws -> JSONObject {
    guard let path = call["--config"] else { throw CommandError.usage("--config FILE is missing") }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandError(.badConfiguration, "\(path): there is no such file")
    }
    let text = String(decoding: data, as: UTF8.self)
    do {
      if text.first(where: { !$0.isWhitespace }) == "{" {
        let value = try JSONValue(parsing: Array(data))
        var config = value["config"]?.object ?? value.object ?? JSONObject()
        if let name = value["name"], config["name"] == nil { config["name"] = name }
        return config
      }
      let settings = try PropertiesFile.parse(text).sorted { $0.key < $1.key }
      return JSONObject(settings.map { JSONObject.Member($0.key, .string($0.value)) })
    } catch {
      throw CommandError(.badConfiguration, "\(path): \(error)")
    }
  }
}
