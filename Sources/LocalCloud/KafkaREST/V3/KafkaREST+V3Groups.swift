import EventLog
import HTTPWire
import JSONBytes

/// Partitions and consumer groups in version 3.
extension KafkaREST {
  func listPartitionsV3(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let topic = try await describe(ask)
    let resource = V3Resource(self, ask)
    return KafkaRESTAnswer.v3 { json in
      resource.list("KafkaPartitionList", "/topics/\(topic.name)/partitions", to: &json) { json in
        for number in 0..<topic.partitions {
          Self.write(TopicPartition(topic.name, number), resource, to: &json)
        }
      }
    }
  }

  func getPartitionV3(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let partition = try await partition(of: ask)
    return KafkaRESTAnswer.v3 { Self.write(partition, V3Resource(self, ask), to: &$0) }
  }

  func listGroups(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let groups = try await asking { () throws(LogError) in try await log.groups() }
    let resource = V3Resource(self, ask)
    return KafkaRESTAnswer.v3 { json in
      resource.list("KafkaConsumerGroupList", "/consumer-groups", to: &json) { json in
        for group in groups { Self.write(group, resource, to: &json) }
      }
    }
  }

  func getGroup(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let group = try await group(ask)
    return KafkaRESTAnswer.v3 { Self.write(group, V3Resource(self, ask), to: &$0) }
  }

  func getLagSummary(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let group = try await group(ask)
    let lags = try await asking { () throws(LogError) in try await log.lags(of: group.name) }
    let resource = V3Resource(self, ask)
    let path = "/consumer-groups/\(group.name)"
    let worst = lags.max { Self.behind($0) < Self.behind($1) }
    return KafkaRESTAnswer.v3 { json in
      resource.object("KafkaConsumerGroupLagSummary", path + "/lag-summary", to: &json) { json in
        json.member("cluster_id", resource.clusterID)
        json.member("consumer_group_id", group.name)
        json.member("max_lag_consumer_id", worst?.memberID ?? "")
        json.member("max_lag_instance_id", nil as String?)
        let owner = group.members.first { $0.id == worst?.memberID }
        json.member("max_lag_client_id", owner?.clientID ?? "")
        json.member("max_lag_topic_name", worst.map { "\($0.partition.topic)" } ?? "")
        json.member("max_lag_partition_id", worst?.partition.partition ?? 0)
        json.member("max_lag", worst.map(Self.behind) ?? 0)
        json.member("total_lag", lags.map(Self.behind).reduce(0, +))
        let consumers = path + "/consumers"
        resource.link("max_lag_consumer", consumers + (owner.map { "/\($0.id)" } ?? ""), to: &json)
        let partition = worst.map { Self.path(of: $0.partition) }
        resource.link("max_lag_partition", partition ?? "/topics", to: &json)
      }
    }
  }

  func group(_ ask: Ask) async throws(KafkaRESTFailure) -> GroupDescription {
    do { return try await log.describeGroup(ask.text("group")) } catch {
      guard error.code == .unknownGroup else { throw KafkaRESTFailure(error) }
      throw KafkaRESTFailure(404, "Consumer Group \(ask.text("group")) could not be found.")
    }
  }

  private static func write(
    _ partition: TopicPartition,
    _ resource: V3Resource,
    to json: inout JSONWriter
  ) {
    let path = Self.path(of: partition)
    resource.object("KafkaPartition", path, to: &json) { json in
      writePlace(partition, resource, to: &json)
      resource.link("leader", path + "/replicas/1", to: &json)
      resource.link("replicas", path + "/replicas", to: &json)
      resource.link("reassignment", path + "/reassignment", to: &json)
    }
  }

  private static func write(
    _ group: GroupDescription,
    _ resource: V3Resource,
    to json: inout JSONWriter
  ) {
    let path = "/consumer-groups/\(group.name)"
    resource.object("KafkaConsumerGroup", path, to: &json) { json in
      json.member("cluster_id", resource.clusterID)
      json.member("consumer_group_id", group.name)
      json.member("is_simple", group.members.isEmpty)
      json.member("partition_assignor", group.strategy?.rawValue ?? "")
      json.member("state", group.members.isEmpty ? "EMPTY" : "STABLE")
      json.member("type", "CLASSIC")
      json.member("is_mixed_consumer_group", false)
      resource.link("coordinator", "/brokers/1", to: &json)
      resource.link("consumers", path + "/consumers", to: &json)
      resource.link("lag_summary", path + "/lag-summary", to: &json)
    }
  }
}
