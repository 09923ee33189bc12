import AWSCredentials
import EventLog
import FoundationEssentials
import HTTPServer
import LocalCloud
import SinkConnector
import Terminal

let upCommand = Command(
  "up",
  "starts the local cloud: gateway, Kafka REST proxy, connectors, S3 and Kinesis",
  options: [
    .value("--data-dir", "DIR", "keep everything in this folder", setting: true),
    .flag("--in-memory", "keep nothing"),
    .value("--snapshot", "FILE", "begin with what POST /_pinterest/snapshot gave"),
    .value(
      "--port",
      "BASE",
      "the gateway's port, the others follow; 0 takes free ones",
      setting: true
    ),
    .value("--user-id", "UID", "whom names of topics and buckets are made from", setting: true),
    .value("--region", "REGION", "the region it says it is in", setting: true),
    .value("--bind", "ADDRESS", "listen there instead of 127.0.0.1", setting: true),
    .value("--identities", "FILE", "who may sign requests: a JSON array", setting: true),
    .value("--auth", "MODE", "signed (default), or none: accept everybody", setting: true),
    .value("--fsync", "POLICY", "always (default), interval:1s, never", setting: true),
    .value("--gateway", "FILE", "routes of your own and a limit for the gateway, as JSON"),
    .value("--throttle", "MODE", "none (default), or realistic: Kinesis's limits", setting: true),
    .value(
      "--stream-delay",
      "DURATION",
      "how long streams are CREATING, UPDATING, DELETING: 0s (default), 500ms",
      setting: true
    ),
    .flag("--strict-status", "pass Kinesis's status on at the gateway, not 200 for everything"),
    .flag("--no-topic-creation", "refuse records of topics that are not there"),
    .value("--ready-file", "FILE", "write the endpoints there once they answer"),
    .flag("--detach", "return as soon as it is ready; `pinterest down` ends it"),
  ],
  examples: [
    "pinterest up --in-memory",
    "pinterest up --data-dir ./cloud --user-id 0af8d0adfd13",
    "pinterest up --port 0 --ready-file ready.json --detach",
  ],
  onInterrupt: .graceful
) { call in
  try call.expectOperands(atMost: 0)
  if call.has("--detach") { return try await DetachedCloud.start(call) }
  let options = try cloudOptions(call)
  do {
    try await LocalCloud.run(options) { cloud in
      let file = RunFile(call)
      try cloud.status.write(readyFile: file.path)
      defer { file.remove() }
      announce(cloud.status, call)
      _ = await call.interruption.wait()
    }
  } catch let error as HTTPServerError where error.code == .addressInUse {
    throw CommandError(.unavailable, "\(error); --port 0 takes free ports")
  } catch let error as SnapshotError {
    throw CommandError(.badConfiguration, error.description)
  }
  return call.interruption.requested == .interrupted ? .interrupted : .done
}

/// The options of `up` as the library takes them.
func cloudOptions(_ call: Invocation) throws -> LocalCloud.Options {
  var options = LocalCloud.Options()
  if !call.has("--in-memory") {
    options.storage = .folder(call["--data-dir"] ?? defaultDataFolder(call))
  }
  if call.has("--in-memory"), call["--data-dir"] != nil {
    throw CommandError.usage("--in-memory and --data-dir exclude each other")
  }
  options.snapshot = call["--snapshot"]
  let base = try call.integer("--port")
  if let base, !(0...32_000).contains(base) {
    throw CommandError.usage("--port \(base): 0, or up to 32000")
  }
  options.ports = base.map { LocalCloud.Options.Ports(base: $0) } ?? LocalCloud.Options.Ports()
  options.bind = call["--bind"] ?? options.bind
  options.region = call["--region"] ?? options.region
  options.userID = call["--user-id"] ?? options.userID
  options.createsTopics = !call.has("--no-topic-creation")
  if let text = call["--fsync"] {
    guard let policy = FsyncPolicy(text) else {
      throw CommandError.usage("--fsync \(text): there is always, interval:1s and never")
    }
    options.fsync = policy
  }
  options.authentication = try authentication(call)
  let host = AWSHost(variables: call.environment)
  options.makeSink = { settings in
    try S3ObjectSink(settings.storeURL ?? "", region: settings.region, host: host)
  }
  if let file = call["--gateway"] { options.gateway = try GatewayFile.read(file) }
  if call.has("--strict-status") { options.gateway.strictStatus = true }
  try setLimits(&options, call)
  return options
}

private func setLimits(_ options: inout LocalCloud.Options, _ call: Invocation) throws {
  if let text = call["--throttle"] {
    guard let throttle = LocalCloud.Options.Throttle(rawValue: text) else {
      throw CommandError.usage("--throttle \(text): there is none and realistic")
    }
    options.throttle = throttle
  }
  if let delay = try EmulateOptions.time(call, "--stream-delay") {
    options.streamStateDelay = delay
  }
}

private func authentication(_ call: Invocation) throws -> LocalCloud.Options.Authentication {
  switch call["--auth"] ?? "signed" {
  case "none": return .none
  case "signed":
    guard let path = call["--identities"] else { return .signed([.test]) }
    return .signed(
      try SettingsDecoding.read([Identity].self, at: path, as: "array of identities")
    )
  case let other: throw CommandError.usage("--auth \(other): there is signed and none")
  }
}

private func defaultDataFolder(_ call: Invocation) -> String {
  let home = call.environment["HOME"] ?? "."
  return (call.environment["XDG_DATA_HOME"] ?? "\(home)/.local/share") + "/pinterest"
}

func announce(_ status: CloudStatus, _ call: Invocation) {
  let console = call.console
  let rows = [
    ("gateway", status.endpoints.gateway + "/test"), ("kafka rest", status.endpoints.kafkaREST),
    ("connect", status.endpoints.connect), ("aws", status.endpoints.aws),
    ("control", status.endpoints.control + "/_pinterest/health"),
  ]
  for (name, url) in rows {
    console.print(name + String(repeating: " ", count: 12 - name.count) + url)
  }
  console.note("data: \(status.dataDir ?? "in memory")")
  let place = call["--ready-file"].map { " --ready-file \($0)" } ?? ""
  console.note("eval \"$(pinterest env\(place))\" points AWS clients here; Ctrl-C ends it")
}
