import Digests
import FoundationEssentials
import JSONBytes
import KinesisClient
import Terminal

let streamsTailCommand = Command(
  "streams tail",
  "prints the records of a stream, one a line, and waits for more",
  operands: "STREAM",
  options: kinesisOptions + [
    .flag("--from-beginning", "begin with the oldest record still kept"),
    .value("--since", "SECONDS", "begin with what arrived so many seconds ago"),
    .value("--max", "N", "end after so many records"),
    .flag("--available-now", "end behind what is there now"),
    .value("--consumer", "NAME", "have the shards send, to a registered consumer of this name"),
    .flag("--json", "shard, sequence number, time and key beside the data"),
  ],
  examples: [
    "pinterest streams tail streaming-0af8d0adfd13-pin --from-beginning --max 3",
    "pinterest streams tail streaming-0af8d0adfd13-pin --from-beginning --available-now --json",
  ]
) { call in
  try call.expectOperands(atMost: 1)
  let name = try streamName(call.operand(0, "STREAM"))
  var options = try consumerOptions(call)
  let limit = try call.integer("--max") ?? .max
  var count = 0
  defer { call.console.note("\(count) records") }
  guard limit > 0 else { return .done }
  try await withKinesis(call) { kinesis in
    let stream = kinesis.stream(name)
    if let consumer = call["--consumer"] {
      options.fanOut = try await stream.registerConsumer(consumer).arn
    }
    try await stream.withConsumer(options) { records in
      for try await record in records {
        call.console.print(call.has("--json") ? json(record, of: name) : oneLine(record.data))
        count += 1
        if count == limit { break }
      }
    }
  }
  return .done
}

private func consumerOptions(_ call: Invocation) throws -> KinesisStream.ConsumerOptions {
  var options = KinesisStream.ConsumerOptions()
  options.start = call.has("--from-beginning") ? .trimHorizon : .latest
  if let seconds = try call.integer("--since") {
    guard !call.has("--from-beginning") else {
      throw CommandError.usage("--since and --from-beginning: one or the other")
    }
    options.start = .timestamp(Date().addingTimeInterval(-Double(max(0, seconds))))
  }
  if call.has("--available-now") { options.end = .atTip }
  return options
}

/// The columns are named as in Spark's source; what is no text stands there as base64.
private func json(_ record: KinesisRecord, of stream: StreamName) -> String {
  var json = JSONWriter()
  json.object { json in
    json.member("partitionKey", record.partitionKey)
    if let text = String(validating: record.data, as: UTF8.self) {
      json.member("data", text)
    } else {
      json.member("dataBase64", Base64.encode(record.data))
    }
    json.member("stream", stream.text)
    json.member("shardId", record.shardID.rawValue)
    json.member("sequenceNumber", record.sequenceNumber.rawValue)
    let time = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    json.member(
      "approximateArrivalTimestamp",
      record.approximateArrivalTimestamp.formatted(time)
    )
  }
  return json.string
}
