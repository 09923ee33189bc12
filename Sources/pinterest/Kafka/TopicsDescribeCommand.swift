import JSONBytes
import KafkaRESTClient
import Terminal

let topicsDescribeCommand = Command(
  "topics describe",
  "shows a topic's partitions, where they are and what they hold",
  operands: "TOPIC",
  options: kafkaOptions + [
    .flag("--configs", "its settings as well"),
    .flag("--json", "everything as one JSON object"),
  ],
  examples: ["pinterest topics describe 0af8d0adfd13.pin"]
) { call in
  try call.expectOperands(atMost: 1)
  let name = try topicName(call.operand(0, "TOPIC"))
  try await withKafka(call) { kafka in
    let topic = try await kafka.topic(name)
    var ranges: [OffsetRange] = []
    for partition in topic.partitions {
      ranges.append(try await kafka.offsets(of: TopicPartition(name, partition.number)))
    }
    if call.has("--json") {
      call.console.print(json(topic, ranges))
    } else {
      for line in table(topic, ranges) { call.console.print(line) }
      if call.has("--configs") { showConfigs(of: topic, on: call.console) }
    }
  }
  return .done
}

private func table(_ topic: TopicDescription, _ ranges: [OffsetRange]) -> [String] {
  var table = TextTable("partition", "leader", "replicas", "in sync", "first", "next", "records")
  for (partition, range) in zip(topic.partitions, ranges) {
    table.add([
      "\(partition.number)",
      partition.leader.map { "\($0)" } ?? "none",
      list(partition.replicas.map(\.broker)),
      list(partition.replicas.filter(\.isInSync).map(\.broker)),
      "\(range.beginning)",
      "\(range.end)",
      "\(range.end - range.beginning)",
    ])
  }
  return table.lines
}

private func list(_ brokers: [Int]) -> String {
  brokers.map { "\($0)" }.joined(separator: ",")
}

private func showConfigs(of topic: TopicDescription, on console: Console) {
  var table = TextTable("setting", "value")
  for (name, value) in topic.configs.sorted(by: { $0.key < $1.key }) { table.add([name, value]) }
  console.print("")
  for line in table.lines { console.print(line) }
}

private func json(_ topic: TopicDescription, _ ranges: [OffsetRange]) -> String {
  var json = JSONWriter()
  json.object { json in
    json.member("name", topic.name.text)
    json.array("partitions") { list in
      for (partition, range) in zip(topic.partitions, ranges) {
        list.object {
          $0.member("partition", partition.number)
          $0.member("leader", partition.leader)
          $0.array("replicas") { for replica in partition.replicas { $0.write(replica.broker) } }
          $0.array("inSync") {
            for replica in partition.replicas where replica.isInSync { $0.write(replica.broker) }
          }
          $0.member("beginningOffset", Int(range.beginning))
          $0.member("endOffset", Int(range.end))
        }
      }
    }
    json.object("configs") { configs in
      for (name, value) in topic.configs.sorted(by: { $0.key < $1.key }) {
        configs.member(name, value)
      }
    }
  }
  return json.string
}
