import EventLog
import HTTPWire
import JSONBytes

/// Clusters and topics in version 3.
extension KafkaREST {
  func listClusters(_ ask: Ask) -> HTTPResponse {
    let resource = V3Resource(self, ask)
    return KafkaRESTAnswer.v3 { json in
      json.object { json in
        json.member("kind", "KafkaClusterList")
        json.object("metadata") { json in
          json.member("self", "\(ask.request.origin)/v3/clusters")
          json.member("next", nil as String?)
        }
        json.array("data") { Self.writeCluster(resource, to: &$0) }
      }
    }
  }

  func getCluster(_ ask: Ask) -> HTTPResponse {
    KafkaRESTAnswer.v3 { Self.writeCluster(V3Resource(self, ask), to: &$0) }
  }

  func listTopicsV3(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let topics = try await asking { () throws(LogError) in try await log.topics() }
    let resource = V3Resource(self, ask)
    return KafkaRESTAnswer.v3 { json in
      resource.list("KafkaTopicList", "/topics", to: &json) { json in
        for topic in topics { Self.write(topic, resource, to: &json) }
      }
    }
  }

  func getTopicV3(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let topic = try await describe(ask)
    return KafkaRESTAnswer.v3 { Self.write(topic, V3Resource(self, ask), to: &$0) }
  }

  func createTopic(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let bytes = try await ask.body()
    if bytes.isEmpty { throw .emptyBody }
    let body = try await ask.object()
    guard let name = body["topic_name"]?.string else { throw .badRequest("topic_name is missing") }
    let topic: TopicName
    do { topic = try TopicName(name) } catch {
      throw KafkaRESTFailure(422, 42206, "Payload error. Invalid topic name.")
    }
    var configs: [String: String] = [:]
    for config in body["configs"]?.array ?? [] {
      guard let name = config["name"]?.string else { throw .badRequest("a config has no name") }
      configs[name] = config["value"]?.string ?? config["value"].map { "\($0)" }
    }
    let settings = TopicSettings(
      partitions: body["partitions_count"]?.int ?? options.partitions,
      configs: configs
    )
    let resource = V3Resource(self, ask)
    if body["validate_only"]?.bool == true {
      let planned = TopicDescription(name: topic, partitions: settings.partitions, configs: configs)
      return KafkaRESTAnswer.v3 { Self.write(planned, resource, to: &$0) }
    }
    let made: TopicDescription
    do { made = try await log.createTopic(topic, settings) } catch {
      guard error.code == .topicExists else { throw KafkaRESTFailure(error) }
      throw KafkaRESTFailure(40002, "Topic '\(topic)' already exists.")
    }
    var response = KafkaRESTAnswer.v3(201) { Self.write(made, resource, to: &$0) }
    response.headers["Location"] = "\(resource.base)/topics/\(topic)"
    return response
  }

  func changeTopic(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let present = try await describe(ask)
    guard let count = try await ask.object()["partitions_count"]?.int else {
      throw .badRequest("partitions_count is missing")
    }
    guard count > present.partitions else {
      throw KafkaRESTFailure(40002, "Topic already has \(present.partitions) partitions.")
    }
    let changed = try await asking { () throws(LogError) in
      try await log.changeTopic(present.name, TopicChange(partitions: count))
    }
    return KafkaRESTAnswer.v3 { Self.write(changed, V3Resource(self, ask), to: &$0) }
  }

  func deleteTopic(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let topic = try ask.topic()
    try await asking { () throws(LogError) in try await log.deleteTopic(topic) }
    return KafkaRESTAnswer.noContent
  }

  // MARK: Writing

  private static func writeCluster(_ resource: V3Resource, to json: inout JSONWriter) {
    resource.object("KafkaCluster", "", to: &json) { json in
      json.member("cluster_id", resource.clusterID)
      resource.link("controller", "/brokers/1", to: &json)
      resource.link("acls", "/acls", to: &json)
      resource.link("brokers", "/brokers", to: &json)
      resource.link("broker_configs", "/broker-configs", to: &json)
      resource.link("consumer_groups", "/consumer-groups", to: &json)
      resource.link("topics", "/topics", to: &json)
      resource.link("partition_reassignments", "/topics/-/partitions/-/reassignment", to: &json)
    }
  }

  private static func write(
    _ topic: TopicDescription,
    _ resource: V3Resource,
    to json: inout JSONWriter
  ) {
    let path = "/topics/\(topic.name)"
    resource.object("KafkaTopic", path, to: &json) { json in
      json.member("cluster_id", resource.clusterID)
      json.member("topic_name", "\(topic.name)")
      json.member("is_internal", false)
      json.member("replication_factor", 1)
      json.member("partitions_count", topic.partitions)
      resource.link("partitions", path + "/partitions", to: &json)
      resource.link("configs", path + "/configs", to: &json)
      resource.link("partition_reassignments", path + "/partitions/-/reassignment", to: &json)
      json.array("authorized_operations") { _ in }
    }
  }
}
