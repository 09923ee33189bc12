import FoundationEssentials
import JSONBytes
import KinesisClient
import Terminal

let streamsCreateCommand = Command(
  "streams create",
  "makes streams and waits until they can be written",
  operands: "STREAM…",
  options: kinesisOptions + [
    .value("--shards", "N", "how many shards each gets (1)"),
    .flag("--on-demand", "leave the number of shards to Kinesis"),
    .value("--tag", "NAME=VALUE", "a note that stays with it", repeatable: true),
    .flag("--if-not-exists", "a stream that is there already is no error"),
    .flag("--no-wait", "do not wait"),
  ],
  examples: [
    "pinterest streams create streaming-0af8d0adfd13-pin streaming-0af8d0adfd13-geo",
    "pinterest streams create --shards 4 --if-not-exists events",
  ]
) { call in
  let names = try streamNames(call)
  let options = try createOptions(call)
  try await withKinesis(call) { kinesis in
    for name in names {
      let stream = kinesis.stream(name)
      do throws(KinesisError) {
        try await stream.create(options)
        if !call.has("--no-wait") { try await stream.becomesActive() }
        call.console.note("created \(name)")
      } catch {
        guard error.code == .resourceInUse, call.has("--if-not-exists") else { throw error }
        call.console.note("\(name) is there already")
      }
    }
  }
  return .done
}

let streamsDeleteCommand = Command(
  "streams delete",
  "deletes streams and everything in them",
  operands: "STREAM…",
  options: kinesisOptions + [
    .flag("--with-consumers", "their registered consumers too; else those keep a stream alive"),
    .flag("--no-wait", "do not wait until they are gone"),
  ],
  examples: ["pinterest streams delete streaming-0af8d0adfd13-pin"]
) { call in
  let names = try streamNames(call)
  try await withKinesis(call) { kinesis in
    for name in names {
      let stream = kinesis.stream(name)
      try await stream.delete(withConsumers: call.has("--with-consumers"))
      if !call.has("--no-wait") { try await stream.disappears() }
      call.console.note("deleted \(name)")
    }
  }
  return .done
}

let streamsListCommand = Command(
  "streams list",
  "lists the streams of the account in this region",
  options: kinesisOptions + [.flag("--json", "one JSON object a line")],
  examples: ["pinterest streams list", "pinterest streams list --json"]
) { call in
  try call.expectOperands(atMost: 0)
  try await withKinesis(call) { kinesis in
    for try await stream in kinesis.streams() {
      call.console.print(call.has("--json") ? line(stream) : stream.name.text)
    }
  }
  return .done
}

private func createOptions(_ call: Invocation) throws -> KinesisStream.CreateOptions {
  let shards = try call.integer("--shards")
  if call.has("--on-demand"), shards != nil {
    throw CommandError.usage("--on-demand and --shards: one or the other")
  }
  if let shards, shards < 1 { throw CommandError.usage("--shards \(shards): at least 1") }
  var options = KinesisStream.CreateOptions(shardCount: call.has("--on-demand") ? nil : shards ?? 1)
  for tag in call.all("--tag") {
    guard let equals = tag.firstIndex(of: "="), equals > tag.startIndex else {
      throw CommandError.usage("--tag \(tag): write NAME=VALUE")
    }
    options.tags[String(tag[..<equals])] = String(tag[tag.index(after: equals)...])
  }
  return options
}

/// Services of others tell no more than the name.
private func line(_ stream: StreamSummary) -> String {
  var json = JSONWriter()
  json.object { json in
    json.member("name", stream.name.text)
    if !stream.arn.rawValue.isEmpty { json.member("arn", stream.arn.rawValue) }
    if !stream.status.rawValue.isEmpty { json.member("status", stream.status.rawValue) }
    if let mode = stream.mode { json.member("mode", mode.rawValue) }
    if let created = stream.created { json.member("created", created.formatted(.iso8601)) }
  }
  return json.string
}
