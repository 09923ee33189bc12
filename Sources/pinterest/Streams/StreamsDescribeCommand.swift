import FoundationEssentials
import JSONBytes
import KinesisClient
import Terminal

let streamsDescribeCommand = Command(
  "streams describe",
  "shows how a stream stands, its shards and the keys they take",
  operands: "STREAM",
  options: kinesisOptions + [.flag("--json", "everything as one JSON object")],
  examples: ["pinterest streams describe streaming-0af8d0adfd13-pin"]
) { call in
  try call.expectOperands(atMost: 1)
  let name = try streamName(call.operand(0, "STREAM"))
  let stream = try await withKinesis(call) { try await $0.stream(name).describe() }
  if call.has("--json") {
    call.console.print(json(stream))
  } else {
    for line in text(stream) { call.console.print(line) }
  }
  return .done
}

private func text(_ stream: StreamDescription) -> [String] {
  let summary = stream.summary
  var head = ["\(summary.name)  \(summary.status)", "arn        \(summary.arn)"]
  if let mode = summary.mode { head.append("mode       \(mode)") }
  if let hours = summary.retentionHours { head.append("retention  \(hours) hours") }
  if let created = summary.created { head.append("created    \(created.formatted(.iso8601))") }
  var table = TextTable("shard", "state", "parents", "share", "first hash key", "last hash key")
  for shard in stream.shards {
    table.add([
      shard.id.rawValue, shard.isOpen ? "open" : "closed",
      shard.parents.map(\.rawValue).joined(separator: ","), share(of: shard.hashKeys),
      "\(shard.hashKeys.lowerBound)", "\(shard.hashKeys.upperBound)",
    ])
  }
  return head + [""] + table.lines
}

/// What part of all keys a shard takes.
private func share(of keys: ClosedRange<UInt128>) -> String {
  let share = Double(keys.upperBound - keys.lowerBound) / Double(UInt128.max)
  return "\((share * 1_000).rounded() / 10)%"
}

private func json(_ stream: StreamDescription) -> String {
  let summary = stream.summary
  var json = JSONWriter()
  json.object { json in
    json.member("name", summary.name.text)
    json.member("arn", summary.arn.rawValue)
    json.member("status", summary.status.rawValue)
    json.member("mode", summary.mode?.rawValue)
    json.member("retentionHours", summary.retentionHours)
    json.member("created", summary.created?.formatted(.iso8601))
    json.array("shards") { json in for shard in stream.shards { write(shard, to: &json) } }
  }
  return json.string
}

private func write(_ shard: Shard, to json: inout JSONWriter) {
  json.object { json in
    json.member("shardId", shard.id.rawValue)
    json.member("open", shard.isOpen)
    json.array("parents") { json in for parent in shard.parents { json.write(parent.rawValue) } }
    // Too large for a number of JSON.
    json.member("startingHashKey", String(shard.hashKeys.lowerBound))
    json.member("endingHashKey", String(shard.hashKeys.upperBound))
    json.member("startingSequenceNumber", shard.startingSequenceNumber.rawValue)
    json.member("endingSequenceNumber", shard.endingSequenceNumber?.rawValue)
  }
}
