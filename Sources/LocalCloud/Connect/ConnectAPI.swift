import EventLog
import HTTPWire
import JSONBytes
import SinkConnector

/// Kafka Connect's REST API over the runtime.
struct ConnectAPI: CloudService {
  typealias Route = ServiceRoute<ConnectAPI>

  static let sinkClass = "io.confluent.connect.s3.S3SinkConnector"
  static let version = "10.5.13"

  let service = Service.connect
  var operations: Set<String> { Set(Self.routes.map(\.operation)) }
  let runtime: ConnectRuntime
  let log: any RecordLog
  /// The address that every status names as its worker's.
  let worker: String
  private let desk: Desk

  init(runtime: ConnectRuntime, log: any RecordLog, worker: String, desk: Desk) {
    self.runtime = runtime
    self.log = log
    self.worker = worker
    self.desk = desk
  }

  func reset() async throws { await runtime.removeAll() }

  func answer(_ request: HTTPRequest) async -> HTTPResponse {
    switch RouteMatch(request, in: Self.routes) {
    case .found(let route, let ask):
      let call = ServiceCall(.connect, route.operation, ask.parameters)
      return await desk.serve(
        call,
        request,
        refusal: { ConnectFailure($0.status, $0.code).response }
      ) {
        sheet in
        do { return try await route.work(self, ask, &sheet) } catch {
          let failure = Self.failure(error)
          sheet.errorCode = "\(failure.status)"
          sheet.notes.append(failure.message)
          return failure.response
        }
      }
    case .otherMethod: return ConnectFailure(405, "HTTP 405 Method Not Allowed").response
    case .notFound: return ConnectFailure(404, "HTTP 404 Not Found").response
    }
  }

  private static func failure(_ error: any Error) -> ConnectFailure {
    switch error {
    case let error as ConnectFailure: error
    case let error as ConfigErrors: ConnectFailure(400, error.description)
    case let error as HTTPBodyTooLarge: ConnectFailure(413, error.description)
    case let error as JSONError: ConnectFailure(400, "the body is no JSON: \(error)")
    case let error as LogError where error.code == .unknownTopic || error.code == .unknownPartition:
      ConnectFailure(400, error.description)
    default: ConnectFailure(500, "\(error)")
    }
  }

  static let routes: [Route] = [
    Route(.get, "/", "GetWorker") { _, _, _ in
      .connect { json in
        json.object { json in
          json.member("version", "3.7.0")
          json.member("commit", "local")
          json.member("kafka_cluster_id", "pinterest-local-cloud")
        }
      }
    },
    Route(.get, "/health", "GetHealth") { _, _, _ in
      .connect { json in
        json.object { json in
          json.member("status", "healthy")
          json.member("message", "Worker has completed startup and is ready to handle requests.")
        }
      }
    },
    Route(.get, "/connectors", "ListConnectors") { api, ask, _ in api.list(ask) },
    Route(.post, "/connectors", "CreateConnector") { api, ask, _ in try await api.create(ask) },
    Route(.get, "/connectors/{name}", "GetConnector") { api, ask, _ in
      let connector = try api.connector(ask)
      return .connect { json in api.writeInfo(ask.text("name"), connector, &json) }
    },
    Route(.delete, "/connectors/{name}", "DeleteConnector") { api, ask, _ in
      guard await api.runtime.remove(ask.text("name")) else {
        throw ConnectFailure.notFound(ask.text("name"))
      }
      return HTTPResponse(status: 204)
    },
    Route(.get, "/connectors/{name}/config", "GetConnectorConfig") { api, ask, _ in
      let connector = try api.connector(ask)
      return .connect { ConnectAPI.write(connector.config, to: &$0) }
    },
    Route(.put, "/connectors/{name}/config", "PutConnectorConfig") { api, ask, _ in
      try await api.putConfig(ask, merging: false)
    },
    Route(.patch, "/connectors/{name}/config", "PatchConnectorConfig") { api, ask, _ in
      try await api.putConfig(ask, merging: true)
    },
    Route(.get, "/connectors/{name}/status", "GetConnectorStatus") { api, ask, _ in
      guard let connector = api.runtime.connector(ask.text("name")) else {
        throw ConnectFailure(404, "No status found for connector \(ask.text("name"))")
      }
      return .connect { api.writeStatus(ask.text("name"), connector, &$0) }
    },
    Route(.put, "/connectors/{name}/pause", "PauseConnector") { api, ask, _ in
      try await api.aim(ask, .paused, status: 202)
    },
    Route(.put, "/connectors/{name}/resume", "ResumeConnector") { api, ask, _ in
      try await api.aim(ask, .running, status: 202)
    },
    Route(.put, "/connectors/{name}/stop", "StopConnector") { api, ask, _ in
      try await api.aim(ask, .stopped, status: 204)
    },
    Route(.post, "/connectors/{name}/restart", "RestartConnector") { api, ask, _ in
      try api.restart(ask)
    },
    Route(.get, "/connectors/{name}/tasks", "ListTasks") { api, ask, _ in try api.tasks(ask) },
    Route(.get, "/connectors/{name}/tasks/{task}/status", "GetTaskStatus") { api, ask, _ in
      try api.taskStatus(ask)
    },
    Route(.post, "/connectors/{name}/tasks/{task}/restart", "RestartTask") { api, ask, _ in
      _ = try api.task(ask)
      api.runtime.restart(ask.text("name"))
      return HTTPResponse(status: 204)
    },
    Route(.get, "/connectors/{name}/topics", "GetConnectorTopics") { api, ask, _ in
      try await api.topics(ask)
    },
    Route(.put, "/connectors/{name}/topics/reset", "ResetConnectorTopics") { api, ask, _ in
      try await api.resetTopics(ask)
    },
    Route(.patch, "/connectors/{name}/offsets", "AlterConnectorOffsets") { api, ask, _ in
      try await api.alterOffsets(ask)
    },
    Route(.get, "/connectors/{name}/offsets", "GetConnectorOffsets") { api, ask, _ in
      try await api.offsets(ask)
    },
    Route(.delete, "/connectors/{name}/offsets", "ResetConnectorOffsets") { api, ask, _ in
      try await api.resetOffsets(ask)
    },
    Route(.get, "/connector-plugins", "ListPlugins") { _, _, _ in
      .connect { json in
        json.array { json in
          json.object { json in
            json.member("class", sinkClass)
            json.member("type", "sink")
            json.member("version", version)
          }
        }
      }
    },
    Route(.get, "/connector-plugins/{plugin}/config", "GetPluginConfig") { api, ask, _ in
      try api.pluginConfig(ask)
    },
    Route(.put, "/connector-plugins/{plugin}/config/validate", "ValidateConfig") { api, ask, _ in
      try await api.validate(ask)
    },
  ]
}
