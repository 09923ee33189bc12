import JSONBytes
import SinkConnector

/// How Connect writes connectors down.
extension ConnectAPI {
  func writeInfo(_ name: String, _ connector: ConnectorState?, _ json: inout JSONWriter) {
    json.object { json in
      json.member("name", name)
      json.key("config")
      Self.write(connector?.config ?? [:], to: &json)
      json.array("tasks") { json in
        for number in connector?.tasks.indices ?? 0..<0 {
          json.object { json in
            json.member("connector", name)
            json.member("task", number)
          }
        }
      }
      json.member("type", "sink")
    }
  }

  func writeStatus(_ name: String, _ connector: ConnectorState, _ json: inout JSONWriter) {
    json.object { json in
      json.member("name", name)
      json.object("connector") { json in
        json.member("state", connector.target.rawValue)
        json.member("worker_id", worker)
      }
      json.array("tasks") { json in
        for (number, state) in connector.tasks.enumerated() { write(number, state, &json) }
      }
      json.member("type", "sink")
    }
  }

  func write(
    _ number: Int,
    _ state: ConnectorState.TaskState,
    _ json: inout JSONWriter
  ) {
    json.object { json in
      json.member("id", number)
      json.member("state", state.name)
      json.member("worker_id", worker)
      if case .failed(let trace) = state { json.member("trace", trace) }
    }
  }

  static func write(_ config: [String: String], to json: inout JSONWriter) {
    json.object { json in
      for (key, value) in config.sorted(by: { $0.key < $1.key }) { json.member(key, value) }
    }
  }

  static func write(
    _ complaints: [ConfigError],
    of config: [String: String],
    _ json: inout JSONWriter
  ) {
    json.object { json in
      json.member("name", sinkClass)
      json.member("error_count", complaints.count)
      json.array("groups") { $0.write("S3") }
      json.array("configs") { json in
        for (order, key) in ConfigKeys.all.enumerated() {
          json.object { json in
            json.object("definition") { writeMembers(of: key, order, &$0) }
            json.object("value") { json in
              json.member("name", key.name)
              json.member("value", config[key.name] ?? key.defaultValue)
              json.array("recommended_values") { json in
                for choice in key.choices { json.write(choice) }
              }
              json.array("errors") { json in
                for complaint in complaints where complaint.name == key.name {
                  json.write(complaint.description)
                }
              }
              json.member("visible", true)
            }
          }
        }
      }
    }
  }

  /// How one setting is described.
  static func writeMembers(of key: ConfigKey, _ order: Int, _ json: inout JSONWriter) {
    json.member("name", key.name)
    json.member("type", key.kind.rawValue)
    json.member("required", key.isRequired)
    json.member("default_value", key.defaultValue)
    json.member("importance", key.isRequired ? "HIGH" : "MEDIUM")
    json.member("documentation", key.documentation)
    json.member("group", "S3")
    json.member("order", order + 1)
    json.member("width", "LONG")
    json.member("display_name", key.name)
    json.array("dependents") { _ in }
  }
}
