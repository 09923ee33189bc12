import EventLog
import HTTPWire
import JSONBytes
import SinkConnector

/// What the calls of Connect's API do.
extension ConnectAPI {
  func list(_ ask: ServiceAsk) -> HTTPResponse {
    // `expand` may stand twice; the query keeps only the first, so the text is asked.
    let query = ask.request.query ?? ""
    let withStatus = query.contains("expand=status")
    let withInfo = query.contains("expand=info")
    return .connect { json in
      guard withStatus || withInfo else {
        json.array { json in for name in runtime.names { json.write(name) } }
        return
      }
      json.object { json in
        for name in runtime.names {
          guard let connector = runtime.connector(name) else { continue }
          json.object(name) { json in
            if withStatus {
              json.key("status")
              writeStatus(name, connector, &json)
            }
            if withInfo {
              json.key("info")
              writeInfo(name, connector, &json)
            }
          }
        }
      }
    }
  }

  func create(_ ask: ServiceAsk) async throws -> HTTPResponse {
    let body = try await object(ask)
    guard let name = body["name"]?.string, !name.isEmpty else {
      throw ConnectFailure(400, "Connector name must be given")
    }
    guard runtime.connector(name) == nil else {
      throw ConnectFailure(409, "Connector \(name) already exists")
    }
    var config = Self.texts(body["config"]?.object ?? JSONObject())
    if let given = config["name"], given != name {
      let message =
        "Connector name configuration (\(given)) doesn't match connector name in the request (\(name))"
      throw ConnectFailure(400, message)
    }
    config["name"] = name
    let target = try body["initial_state"].map { try Self.target($0) }
    try checkClass(config)
    _ = try await runtime.put(config, target: target)
    var response = HTTPResponse.connect(201) { json in
      writeInfo(name, runtime.connector(name), &json)
    }
    response.headers["Location"] = "/connectors/\(name)"
    return response
  }

  func putConfig(_ ask: ServiceAsk, merging: Bool) async throws -> HTTPResponse {
    let name = ask.text("name")
    let body = try await object(ask)
    if let given = body["name"]?.string, given != name {
      let message =
        "Connector name configuration (\(given)) doesn't match connector name in the URL (\(name))"
      throw ConnectFailure(400, message)
    }
    var config = merging ? try connector(ask).config : [:]
    for member in body.members {
      config[member.key] = member.value.isNull ? nil : member.value.string ?? "\(member.value)"
    }
    config["name"] = name
    try checkClass(config)
    let isNew = try await runtime.put(config, target: nil)
    return .connect(isNew ? 201 : 200) { writeInfo(name, runtime.connector(name), &$0) }
  }

  func aim(
    _ ask: ServiceAsk,
    _ target: ConnectorState.Target,
    status: Int
  ) async throws -> HTTPResponse {
    _ = try connector(ask)
    await runtime.setTarget(ask.text("name"), target)
    return HTTPResponse(status: status)
  }

  func restart(_ ask: ServiceAsk) throws -> HTTPResponse {
    _ = try connector(ask)
    let name = ask.text("name")
    runtime.restart(name)
    let isPlain = ask.query["includeTasks"] != "true" && ask.query["onlyFailed"] != "true"
    guard !isPlain, let connector = runtime.connector(name) else {
      return HTTPResponse(status: 204)
    }
    return .connect(202) { writeStatus(name, connector, &$0) }
  }

  func tasks(_ ask: ServiceAsk) throws -> HTTPResponse {
    let connector = try connector(ask)
    return .connect { json in
      json.array { json in
        for number in connector.tasks.indices {
          json.object { json in
            json.object("id") { json in
              json.member("connector", ask.text("name"))
              json.member("task", number)
            }
            json.key("config")
            Self.write(connector.config, to: &json)
          }
        }
      }
    }
  }

  func taskStatus(_ ask: ServiceAsk) throws -> HTTPResponse {
    let (number, state) = try task(ask)
    return .connect { write(number, state, &$0) }
  }

  func validate(_ ask: ServiceAsk) async throws -> HTTPResponse {
    let config = Self.texts(try await object(ask))
    let plugin = ask.text("plugin")
    let given = config["connector.class"] ?? plugin
    guard Self.shortName(plugin) == Self.shortName(given) else {
      throw ConnectFailure(
        400,
        "Included connector type \(given) does not match request type \(plugin)"
      )
    }
    let complaints = SinkSettings.complaints(about: config)
    return .connect { Self.write(complaints, of: config, &$0) }
  }

  /// Every setting there is, as the plugin describes itself.
  func pluginConfig(_ ask: ServiceAsk) throws -> HTTPResponse {
    try checkClass(["connector.class": ask.text("plugin")])
    return .connect { json in
      json.array { json in
        for (order, key) in ConfigKeys.all.enumerated() {
          json.object { Self.writeMembers(of: key, order, &$0) }
        }
      }
    }
  }

  // MARK: Shared by the calls

  func connector(_ ask: ServiceAsk) throws(ConnectFailure) -> ConnectorState {
    guard let connector = runtime.connector(ask.text("name")) else {
      throw .notFound(ask.text("name"))
    }
    return connector
  }

  func task(_ ask: ServiceAsk) throws(ConnectFailure) -> (Int, ConnectorState.TaskState) {
    let tasks = try connector(ask).tasks
    guard let number = Int(ask.text("task")), tasks.indices.contains(number) else {
      throw ConnectFailure(
        404,
        "Task \(ask.text("task")) not found for connector \(ask.text("name"))"
      )
    }
    return (number, tasks[number])
  }

  func object(_ ask: ServiceAsk) async throws -> JSONObject {
    let bytes = try await ask.request.body.collect(upTo: 1 << 20)
    guard let object = try JSONValue(parsing: bytes).object else {
      throw ConnectFailure(400, "the body is no JSON object")
    }
    return object
  }

  private static func target(_ value: JSONValue) throws(ConnectFailure) -> ConnectorState.Target {
    guard let target = value.string.flatMap(ConnectorState.Target.init) else {
      throw ConnectFailure(400, "initial_state must be one of RUNNING, PAUSED, STOPPED")
    }
    return target
  }

  private func checkClass(_ config: [String: String]) throws(ConnectFailure) {
    guard let name = config["connector.class"] else { return }
    guard ["S3SinkConnector", "S3Sink", "S3"].contains(Self.shortName(name)) else {
      throw ConnectFailure(
        500,
        "Failed to find any class that implements Connector and which name matches \(name), "
          + "available connectors are: \(Self.sinkClass)"
      )
    }
  }

  private static func shortName(_ name: String) -> String {
    name.split(separator: ".").last.map(String.init) ?? name
  }

  /// A configuration is a map of texts, whatever JSON makes of its values.
  private static func texts(_ object: JSONObject) -> [String: String] {
    var texts: [String: String] = [:]
    for member in object.members where !member.value.isNull {
      texts[member.key] = member.value.string ?? "\(member.value)"
    }
    return texts
  }
}
