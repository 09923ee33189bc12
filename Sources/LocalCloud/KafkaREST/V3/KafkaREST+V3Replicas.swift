import EventLog
import HTTPWire
import JSONBytes

/// Where partitions lie and from where to where they go, in version 3: all on the one broker.
extension KafkaREST {
  func getPartitionOffsets(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let partition = try await partition(of: ask)
    let kind = ask.query["offset_type"] ?? "earliest_and_latest"
    guard ["earliest_and_latest", "earliest", "latest"].contains(kind) else {
      throw .badRequest("Invalid offset type: \(kind)")
    }
    let offsets = try await asking { () throws(LogError) in try await log.offsets(of: partition) }
    let resource = V3Resource(self, ask)
    return KafkaRESTAnswer.v3 { json in
      let path = Self.path(of: partition) + "/offset"
      resource.object("KafkaPartitionWithOffsets", path, to: &json) { json in
        Self.writePlace(partition, resource, to: &json)
        if kind != "latest" { json.member("earliest_offset", offsets.lowerBound) }
        if kind != "earliest" { json.member("latest_offset", offsets.upperBound) }
      }
    }
  }

  func listReplicas(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let partition = try await partition(of: ask)
    let resource = V3Resource(self, ask)
    return KafkaRESTAnswer.v3 { json in
      let path = Self.path(of: partition) + "/replicas"
      resource.list("KafkaReplicaList", path, to: &json) {
        Self.writeReplica(of: partition, resource, to: &$0)
      }
    }
  }

  func getReplica(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let partition = try await partition(of: ask)
    guard ask.text("broker") == "1" else {
      throw KafkaRESTFailure(404, "Replica \(ask.text("broker")) cannot be found.")
    }
    return KafkaRESTAnswer.v3 {
      Self.writeReplica(of: partition, V3Resource(self, ask), to: &$0)
    }
  }

  func listBrokerReplicas(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    try checkBroker(ask)
    let topics = try await asking { () throws(LogError) in try await log.topics() }
    let resource = V3Resource(self, ask)
    return KafkaRESTAnswer.v3 { json in
      resource.list("KafkaReplicaList", "/brokers/1/partition-replicas", to: &json) { json in
        for topic in topics {
          for number in 0..<topic.partitions {
            Self.writeReplica(of: TopicPartition(topic.name, number), resource, to: &json)
          }
        }
      }
    }
  }

  /// Partitions never move here, so none is ever under way.
  func listReassignments(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    var path = "/topics/-/partitions/-/reassignment"
    if ask.parameters["topic"] != nil {
      path = "/topics/\(try await describe(ask).name)/partitions/-/reassignment"
    }
    return KafkaRESTAnswer.v3 { json in
      V3Resource(self, ask).list("KafkaReassignmentList", path, to: &json) { _ in }
    }
  }

  func getReassignment(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let partition = try await partition(of: ask)
    let place = "topic \(partition.topic) partition \(partition.partition)"
    throw KafkaRESTFailure(404, "No reassignment is under way for \(place).")
  }

  static func path(of partition: TopicPartition) -> String {
    "/topics/\(partition.topic)/partitions/\(partition.partition)"
  }

  static func writePlace(
    _ partition: TopicPartition,
    _ resource: V3Resource,
    to json: inout JSONWriter
  ) {
    json.member("cluster_id", resource.clusterID)
    json.member("topic_name", "\(partition.topic)")
    json.member("partition_id", partition.partition)
  }

  private static func writeReplica(
    of partition: TopicPartition,
    _ resource: V3Resource,
    to json: inout JSONWriter
  ) {
    resource.object("KafkaReplica", path(of: partition) + "/replicas/1", to: &json) { json in
      writePlace(partition, resource, to: &json)
      json.member("broker_id", 1)
      json.member("is_leader", true)
      json.member("is_in_sync", true)
      resource.link("broker", "/brokers/1", to: &json)
    }
  }
}
