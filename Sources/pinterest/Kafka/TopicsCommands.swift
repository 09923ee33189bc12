import JSONBytes
import KafkaRESTClient
import Terminal

let topicsCreateCommand = Command(
  "topics create",
  "creates topics",
  operands: "TOPIC…",
  options: kafkaOptions + [
    .value("--partitions", "N", "how many partitions; else as the cluster decides"),
    .value("--replicas", "N", "how many copies of each; else as the cluster decides"),
    .value("--config", "NAME=VALUE", "a setting of the topic", repeatable: true),
    .flag("--if-not-exists", "a topic that is there already is no error"),
  ],
  examples: [
    "pinterest topics create 0af8d0adfd13.pin 0af8d0adfd13.geo 0af8d0adfd13.user",
    "pinterest topics create --partitions 3 --config retention.ms=86400000 events",
  ]
) { call in
  let names = try topicNames(call)
  let settings = try call.all("--config").map(setting)
  try await withKafka(call) { kafka in
    for name in names {
      let topic = NewTopic(
        name,
        partitions: try call.integer("--partitions"),
        replicas: try call.integer("--replicas"),
        configs: settings
      )
      do {
        try await kafka.createTopic(topic)
        call.console.note("created \(name)")
      } catch let error as KafkaRESTError
        where error.code == .conflict && call.has("--if-not-exists")
      {
        call.console.note("\(name) is there already")
      }
    }
  }
  return .done
}

let topicsDeleteCommand = Command(
  "topics delete",
  "deletes topics and everything in them",
  operands: "TOPIC…",
  options: kafkaOptions,
  examples: ["pinterest topics delete 0af8d0adfd13.pin"]
) { call in
  let names = try topicNames(call)
  try await withKafka(call) { kafka in
    for name in names {
      try await kafka.deleteTopic(name)
      call.console.note("deleted \(name)")
    }
  }
  return .done
}

let topicsListCommand = Command(
  "topics list",
  "lists the topics of the cluster",
  options: kafkaOptions + [.flag("--json", "one JSON object a line")],
  examples: ["pinterest topics list", "pinterest topics list --json"]
) { call in
  try call.expectOperands(atMost: 0)
  let topics = try await withKafka(call) { try await $0.topics() }
  for topic in topics {
    call.console.print(call.has("--json") ? jsonLine([("name", topic.text)]) : topic.text)
  }
  return .done
}

/// One operand at least, each the name of a topic.
private func topicNames(_ call: Invocation) throws -> [TopicName] {
  _ = try call.operand(0, "TOPIC")
  return try call.operands.map { try topicName($0) }
}

private func setting(_ text: String) throws -> NewTopic.Setting {
  guard let equals = text.firstIndex(of: "=") else {
    throw CommandError.usage("--config \(text): write NAME=VALUE")
  }
  return NewTopic.Setting(String(text[..<equals]), String(text[text.index(after: equals)...]))
}
