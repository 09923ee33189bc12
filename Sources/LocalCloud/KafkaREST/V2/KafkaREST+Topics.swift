import EventLog
import HTTPWire
import JSONBytes

/// Topics and partitions in version 2.
extension KafkaREST {
  func listBrokers(_ ask: Ask, _ sheet: inout Desk.Sheet) -> HTTPResponse {
    KafkaRESTAnswer.v2 { $0.object { $0.array("brokers") { $0.write(1) } } }
  }

  func listTopics(
    _ ask: Ask,
    _ sheet: inout Desk.Sheet
  ) async throws(KafkaRESTFailure) -> HTTPResponse {
    let type = try MediaType.answer(accepting: ask.request.headers["Accept"])
    let topics = try await asking { () throws(LogError) in try await log.topics() }
    return KafkaRESTAnswer.v2(type: type) { json in
      json.array { json in for topic in topics { json.write("\(topic.name)") } }
    }
  }

  func getTopic(
    _ ask: Ask,
    _ sheet: inout Desk.Sheet
  ) async throws(KafkaRESTFailure) -> HTTPResponse {
    let type = try MediaType.answer(accepting: ask.request.headers["Accept"])
    let topic = try await describe(ask)
    return KafkaRESTAnswer.v2(type: type) { json in
      json.object { json in
        json.member("name", "\(topic.name)")
        json.object("configs") { json in
          for config in TopicConfig.known {
            json.member(config.name, topic.configs[config.name] ?? config.defaultValue)
          }
        }
        json.array("partitions") { json in
          for partition in 0..<topic.partitions { Self.write(partition, to: &json) }
        }
      }
    }
  }

  func listPartitions(
    _ ask: Ask,
    _ sheet: inout Desk.Sheet
  ) async throws(KafkaRESTFailure) -> HTTPResponse {
    let type = try MediaType.answer(accepting: ask.request.headers["Accept"])
    let topic = try await describe(ask)
    return KafkaRESTAnswer.v2(type: type) { json in
      json.array { json in
        for partition in 0..<topic.partitions { Self.write(partition, to: &json) }
      }
    }
  }

  func getPartition(
    _ ask: Ask,
    _ sheet: inout Desk.Sheet
  ) async throws(KafkaRESTFailure) -> HTTPResponse {
    let type = try MediaType.answer(accepting: ask.request.headers["Accept"])
    let partition = try await partition(of: ask)
    return KafkaRESTAnswer.v2(type: type) { Self.write(partition.partition, to: &$0) }
  }

  func getOffsets(
    _ ask: Ask,
    _ sheet: inout Desk.Sheet
  ) async throws(KafkaRESTFailure) -> HTTPResponse {
    let type = try MediaType.answer(accepting: ask.request.headers["Accept"])
    let partition = try await partition(of: ask)
    let offsets = try await asking { () throws(LogError) in try await log.offsets(of: partition) }
    return KafkaRESTAnswer.v2(type: type) { json in
      json.object { json in
        json.member("beginning_offset", offsets.lowerBound)
        json.member("end_offset", offsets.upperBound)
      }
    }
  }

  /// The topic of a path, which must be there.
  func describe(_ ask: Ask) async throws(KafkaRESTFailure) -> TopicDescription {
    let topic = try ask.topic()
    return try await asking { () throws(LogError) in try await log.describeTopic(topic) }
  }

  /// The partition of a path, which must be there.
  func partition(of ask: Ask) async throws(KafkaRESTFailure) -> TopicPartition {
    let number = try ask.partition()
    let topic = try ask.topic()
    let description: TopicDescription
    do { description = try await log.describeTopic(topic) } catch { throw .topicNotFound }
    guard (0..<description.partitions).contains(number) else { throw .partitionNotFound }
    return TopicPartition(topic, number)
  }

  /// This cloud is one broker, which leads everything.
  private static func write(_ partition: Int, to json: inout JSONWriter) {
    json.object { json in
      json.member("partition", partition)
      json.member("leader", 1)
      json.array("replicas") { json in
        json.object { json in
          json.member("broker", 1)
          json.member("leader", true)
          json.member("in_sync", true)
        }
      }
    }
  }
}
