import HTTPWire
import JSONBytes
import Terminal

private let configOption = CommandOption.value(
  "--config",
  "FILE",
  "the connector's settings: .properties or .json"
)

let connectCommands: [Command] = [
  Command(
    "connect create",
    "creates a connector from its properties, or gives it new ones",
    operands: "[NAME]",
    options: ConnectWorker.options + [
      configOption, .value("--user-id", "UID", "names it <uid>-connector", setting: true),
    ],
    examples: ["pinterest connect create --config s3-sink.properties --user-id 0af8d0adfd13"]
  ) { call in
    var config = try ConnectWorker.config(call)
    let fallback = config["name"]?.string ?? call["--user-id"].map { "\($0)-connector" }
    guard let name = call.operands.first ?? fallback else {
      throw CommandError.usage("connect create: give NAME, or name= in the file, or --user-id")
    }
    config["name"] = .string(name)
    let path = ConnectWorker.path(name, "/config")
    _ = try await ConnectWorker(call).ask(.put, path, .object(config))
    call.console.note("connector \(name) is there; pinterest connect status \(name) says how it is")
    return .done
  },
  Command(
    "connect validate",
    "says what is wrong with a connector's settings",
    options: ConnectWorker.options + [configOption, .flag("--json", "the worker's whole answer")],
    examples: ["pinterest connect validate --config s3-sink.properties"]
  ) { call in
    var config = try ConnectWorker.config(call)
    if config["name"] == nil { config["name"] = "connector" }
    let plugin = config["connector.class"]?.string ?? "S3SinkConnector"
    let path = "/connector-plugins/\(PercentEncoding.encode(plugin))/config/validate"
    let answer = try await ConnectWorker(call).ask(.put, path, .object(config))
    if call.has("--json") { call.console.print("\(answer)") }
    let errors = (answer["configs"]?.array ?? []).flatMap { $0["value"]?["errors"]?.array ?? [] }
    if !call.has("--json") {
      for error in errors { call.console.print(error.string ?? "\(error)") }
    }
    if errors.isEmpty { call.console.note("the worker finds nothing wrong with them") }
    return errors.isEmpty ? .done : .badConfiguration
  },
  Command(
    "connect list",
    "lists connectors and how they are",
    options: ConnectWorker.options + [.flag("--json", "one JSON object a line")],
    examples: ["pinterest connect list"]
  ) { call in
    let answer = try await ConnectWorker(call).ask(.get, "/connectors?expand=status")
    var table = TextTable("connector", "state", "tasks")
    for member in answer.object?.members ?? [] {
      guard let status = member.value["status"] else { continue }
      if call.has("--json") {
        call.console.print("\(status)")
      } else {
        let tasks = (status["tasks"]?.array ?? []).compactMap { $0["state"]?.string }
        let state = status["connector"]?["state"]?.string ?? ""
        table.add([member.key, state, tasks.joined(separator: ",")])
      }
    }
    if !call.has("--json") { for line in table.lines { call.console.print(line) } }
    return .done
  },
  Command(
    "connect status",
    "says how a connector and its tasks are; a failed task shows its trace",
    operands: "NAME",
    options: ConnectWorker.options + [.flag("--json", "as JSON")],
    examples: ["pinterest connect status 0af8d0adfd13-connector"]
  ) { call in
    let name = try call.operand(0, "NAME")
    let status = try await ConnectWorker(call).ask(.get, ConnectWorker.path(name, "/status"))
    let tasks = status["tasks"]?.array ?? []
    if call.has("--json") {
      call.console.print("\(status)")
    } else {
      call.console.print("\(name)  \(status["connector"]?["state"]?.string ?? "")")
      for task in tasks {
        call.console.print("  task \(task["id"]?.int ?? 0)  \(task["state"]?.string ?? "")")
        if let trace = task["trace"]?.string { call.console.print(trace) }
      }
    }
    return tasks.contains { $0["state"]?.string == "FAILED" } ? .failed : .done
  },
  simple("pause", "lets a connector rest", .put, "/pause"),
  simple("resume", "lets a connector go on", .put, "/resume"),
  simple("restart", "starts a connector and its tasks anew", .post, "/restart?includeTasks=true"),
  simple("delete", "removes a connector", .delete, ""),
]

/// A command that only tells the worker what to do with a connector.
private func simple(
  _ verb: String,
  _ summary: String,
  _ method: HTTPMethod,
  _ path: String
) -> Command {
  Command(
    "connect \(verb)",
    summary,
    operands: "NAME",
    options: ConnectWorker.options,
    examples: ["pinterest connect \(verb) 0af8d0adfd13-connector"]
  ) { call in
    let name = try call.operand(0, "NAME")
    _ = try await ConnectWorker(call).ask(method, ConnectWorker.path(name, path))
    call.console.note("connector \(name): \(verb) done")
    return .done
  }
}
