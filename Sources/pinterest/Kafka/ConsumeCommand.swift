import JSONBytes
import KafkaRESTClient
import Terminal

let consumeCommand = Command(
  "consume",
  "prints the records of a topic, one JSON value a line, and waits for more",
  operands: "TOPIC",
  options: kafkaOptions + [
    .value("--group", "GROUP", "the consumer group; by default one of its own"),
    .flag("--from-beginning", "where the group has not been yet, begin with the oldest record"),
    .value("--max", "N", "end after so many records"),
    .value("--timeout", "SECONDS", "end after so long without a record"),
    .value("--format", "FORMAT", "json (default), or binary for base64"),
    .flag("--ignore-base-uri", "always use the endpoint, whatever address the proxy announces"),
    .flag("--json", "topic, partition, offset and key beside the value"),
  ],
  examples: [
    "pinterest consume 0af8d0adfd13.pin --from-beginning --max 3",
    "pinterest consume 0af8d0adfd13.pin --group students --json",
  ]
) { call in
  try call.expectOperands(atMost: 1)
  let topic = try topicName(call.operand(0, "TOPIC"))
  let group = call["--group"] ?? "pinterest-console-\(UInt32.random(in: .min ... .max))"
  let options = try consumerOptions(call)
  let limit = try call.integer("--max") ?? .max
  var count = 0
  defer { call.console.note("\(count) records") }
  guard limit > 0 else { return .done }
  try await withKafka(call) { kafka in
    let kafka = kafka.with { $0.ignoresBaseURI = call.has("--ignore-base-uri") }
    try await kafka.withConsumer(
      group: group,
      reading: .topics([topic]),
      options: options
    ) { records in
      for try await record in records {
        call.console.print(call.has("--json") ? json(record) : line(record.value))
        count += 1
        if count == limit { break }
      }
    }
  }
  return .done
}

private func consumerOptions(_ call: Invocation) throws -> ConsumerOptions {
  var options = ConsumerOptions()
  options.start = call.has("--from-beginning") ? .earliest : .latest
  options.endsAfterSilence = try call.integer("--timeout").map { .seconds($0) }
  switch call["--format"] ?? "json" {
  case "json": options.format = .json
  case "binary": options.format = .binary
  case let name: throw CommandError.usage("--format \(name): there is json and binary")
  }
  return options
}

private func line(_ value: RawJSON?) -> String { value.map { oneLine($0.bytes) } ?? "null" }

private func json(_ record: ConsumedRecord<RawJSON, RawJSON>) -> String {
  var json = JSONWriter()
  json.object {
    $0.member("topic", record.topic.text)
    $0.member("partition", record.partition.partition)
    $0.member("offset", Int(record.offset))
    $0.member("key", raw: line(record.key).utf8)
    $0.member("value", raw: line(record.value).utf8)
  }
  return json.string
}
