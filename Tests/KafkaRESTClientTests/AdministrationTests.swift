import HTTPWire
import KafkaRESTClient
import Testing

/// The v3 API; answers as in Confluent's published specification.
@Suite struct AdministrationTests {
  typealias Client = KafkaRESTClient<ScriptedTransport>
  typealias Reply = ScriptedTransport.Reply

  static func list(_ items: String) -> Reply {
    .ok(#"{"kind":"KafkaXList","metadata":{"self":"http://h/v3","next":null},"data":[\#(items)]}"#)
  }

  static let topic = #"""
    {"kind":"KafkaTopic","metadata":{"self":"http://h/v3/clusters/c1/topics/t",
    "resource_name":"crn:///kafka=c1/topic=t"},"cluster_id":"c1","topic_name":"t",
    "is_internal":false,"replication_factor":3,"partitions_count":6,
    "partitions":{"related":"http://h/v3/clusters/c1/topics/t/partitions"}}
    """#

  static func cluster(_ replies: Reply...) throws -> Cluster<ScriptedTransport> {
    var options = KafkaRESTOptions()
    options.clock = EagerClock()
    let kafka = KafkaRESTClient(
      ScriptedTransport(replies),
      endpoint: try HTTPEndpoint("http://127.0.0.1:8082"),
      options: options
    )
    return try kafka.cluster("c1")
  }

  @Test func `finds the cluster`() async throws {
    let kafka = try Client.scripted(Self.list(#"{"kind":"KafkaCluster","cluster_id":"c 1"}"#))
    #expect(try await kafka.cluster().id == "c 1")
    #expect(kafka.transport.asked[0].line == "GET /v3/clusters")
    #expect(kafka.transport.asked[0].headers["Accept"] == "application/json")
    let none = try Client.scripted(Self.list(""))
    let error = await #expect(throws: KafkaRESTError.self) { try await none.cluster() }
    #expect(error?.code == .notFound)
  }

  @Test func `says which proxies have no v3 API, and where the others keep it`() async throws {
    let strimzi = try Client.scripted { $0.dialect = .strimzi }
    let error = await #expect(throws: KafkaRESTError.self) { try await strimzi.clusters() }
    #expect(error?.code == .unsupported && error?.detail == "Strimzi bridge has no v3 API")
    let server = try Client.scripted(Self.list("")) { $0.dialect = .confluentServer }
    _ = try await server.clusters()
    #expect(server.transport.lines == ["GET /kafka/v3/clusters"])
  }

  @Test func `creates, describes, grows and deletes topics`() async throws {
    let cluster = try Self.cluster(
      .answer(201, Self.topic),
      .ok(Self.topic),
      Self.list(Self.topic),
      .ok(Self.topic),
      .noContent
    )
    var new = NewTopic(
      "t",
      partitions: 6,
      replicas: 3,
      configs: [.init("retention.ms", "1000")]
    )
    new.validateOnly = true
    let created = try await cluster.createTopic(new)
    #expect(created.partitionsCount == 6 && created.replicationFactor == 3)
    #expect(try await cluster.topic("t") == created)
    #expect(try await cluster.topics() == [created])
    try await cluster.growTopic("t", toPartitions: 9)
    try await cluster.deleteTopic("t")
    let asked = cluster.client.transport.asked
    #expect(
      asked.map(\.line) == [
        "POST /v3/clusters/c1/topics", "GET /v3/clusters/c1/topics/t", "GET /v3/clusters/c1/topics",
        "PATCH /v3/clusters/c1/topics/t", "DELETE /v3/clusters/c1/topics/t",
      ]
    )
    #expect(
      asked[0].body
        == #"{"configs":[{"name":"retention.ms","value":"1000"}],"partitions_count":6,"#
        + #""replication_factor":3,"topic_name":"t","validate_only":true}"#
    )
    #expect(asked[0].headers["Content-Type"] == "application/json")
    #expect(asked[3].body == #"{"partitions_count":9}"#)
  }

  @Test func `a creation whose answer was lost is not an error`() async throws {
    let cluster = try Self.cluster(
      .failure(.connectionLost, mayHaveArrived: true),
      .error(400, 40002, "Topic 't' already exists."),
      .ok(Self.topic)
    )
    #expect(try await cluster.createTopic(NewTopic("t")).name == "t")
    let other = try Self.cluster(.error(400, 40002, "Topic 't' already exists."))
    let error = await #expect(throws: KafkaRESTError.self) {
      try await other.createTopic(NewTopic("t"))
    }
    #expect(error?.code == .conflict)
  }

  @Test func `a deletion whose answer was lost is not an error`() async throws {
    let gone = Reply.error(404, 40403, "This server does not host this topic-partition.")
    let cluster = try Self.cluster(.failure(.connectionLost, mayHaveArrived: true), gone)
    try await cluster.deleteTopic("t")
    let other = try Self.cluster(gone)
    let error = await #expect(throws: KafkaRESTError.self) { try await other.deleteTopic("t") }
    #expect(error?.code == .topicNotFound)
  }

  @Test func `creates topics where only Strimzi's way is open`() async throws {
    let kafka = try Client.scripted(.answer(201, "")) { $0.dialect = .strimzi }
    try await kafka.createTopic(NewTopic("t", partitions: 2, replicas: 1))
    let asked = kafka.transport.asked[0]
    #expect(asked.line == "POST /admin/topics")
    #expect(asked.body == #"{"partitions_count":2,"replication_factor":1,"topic_name":"t"}"#)
    let karapace = try Client.scripted { $0.dialect = .karapace }
    let error = await #expect(throws: KafkaRESTError.self) {
      try await karapace.createTopic(NewTopic("t"))
    }
    #expect(error?.code == .unsupported)
  }

  @Test func `reads and changes settings of topics and brokers`() async throws {
    let config = #"""
      {"kind":"KafkaTopicConfig","cluster_id":"c1","topic_name":"t","name":"retention.ms",
      "value":"604800000","is_default":true,"is_read_only":false,"is_sensitive":false,
      "source":"DEFAULT_CONFIG","synonyms":[]}
      """#
    let cluster = try Self.cluster(
      Self.list(config),
      .ok(config),
      .noContent,
      .noContent,
      .noContent,
      .noContent
    )
    #expect(try await cluster.configs(of: .topic("t")).map(\.value) == ["604800000"])
    #expect(try await cluster.config("retention.ms", of: .broker(1)).isDefault)
    try await cluster.setConfig("compression.type", to: "gzip", of: .topic("t"))
    try await cluster.resetConfig("compression.type", of: .topic("t"))
    try await cluster.alterConfigs(["b": "1", "a": nil], of: .allBrokers)
    try await cluster.alterConfigs(["a": "2"], of: .topic("t"), validateOnly: true)
    let asked = cluster.client.transport.asked
    let base = "/v3/clusters/c1"
    #expect(
      asked.map(\.line) == [
        "GET \(base)/topics/t/configs", "GET \(base)/brokers/1/configs/retention.ms",
        "PUT \(base)/topics/t/configs/compression.type",
        "DELETE \(base)/topics/t/configs/compression.type", "POST \(base)/broker-configs:alter",
        "POST \(base)/topics/t/configs:alter",
      ]
    )
    #expect(asked[2].body == #"{"value":"gzip"}"#)
    #expect(
      asked[4].body
        == #"{"data":[{"name":"a","operation":"DELETE"},"#
        + #"{"name":"b","operation":"SET","value":"1"}]}"#
    )
    #expect(asked[5].body.hasSuffix(#""validate_only":true}"#))
  }

  @Test func `reads groups and how far they are behind`() async throws {
    let group = #"""
      {"kind":"KafkaConsumerGroup","cluster_id":"c1","consumer_group_id":"g/1","is_simple":false,
      "partition_assignor":"range","state":"STABLE","coordinator":{"related":"http://h"}}
      """#
    let lag = #"""
      {"consumer_group_id":"g/1","topic_name":"t","partition_id":2,"consumer_id":"m1",
      "instance_id":null,"client_id":"x","current_offset":5,"log_end_offset":9,"lag":4}
      """#
    let summary = #"""
      {"max_lag_consumer_id":"m1","max_lag_instance_id":null,"max_lag_client_id":"x",
      "max_lag_topic_name":"t","max_lag_partition_id":2,"max_lag":4,"total_lag":6}
      """#
    let cluster = try Self.cluster(
      Self.list(group),
      .ok(group),
      Self.list(#"{"consumer_id":"m1","client_id":"x"}"#),
      Self.list(lag),
      .ok(summary)
    )
    #expect(try await cluster.consumerGroups().map(\.state) == ["STABLE"])
    #expect(try await cluster.consumerGroup("g/1").partitionAssignor == "range")
    #expect(try await cluster.members(ofGroup: "g/1").map(\.consumerID) == ["m1"])
    let lags = try await cluster.lags(ofGroup: "g/1")
    #expect(lags.map(\.partition.description) == ["t-2"] && lags.map(\.lag) == [4])
    #expect(try await cluster.lagSummary(ofGroup: "g/1").total == 6)
    #expect(
      cluster.client.transport.lines.last
        == "GET /v3/clusters/c1/consumer-groups/g%2F1/lag-summary"
    )
  }

  @Test func `lists, grants and takes permissions`() async throws {
    let item = #"""
      {"kind":"KafkaAcl","cluster_id":"c1","resource_type":"TOPIC","resource_name":"t",
      "pattern_type":"PREFIXED","principal":"User:alice","host":"*","operation":"READ",
      "permission":"ALLOW"}
      """#
    let cluster = try Self.cluster(
      Self.list(item),
      .answer(201, ""),
      .answer(201, ""),
      .ok(#"{"data":[\#(item)]}"#)
    )
    let acl = ACL(.allow, "User:alice", .read, on: .topic, "t", .prefixed)
    var filter = ACLFilter()
    filter.principal = "User:alice"
    #expect(try await cluster.acls(matching: filter) == [acl])
    try await cluster.createACL(acl)
    try await cluster.createACLs([acl])
    #expect(try await cluster.deleteACLs(matching: ACLFilter(acl)) == [acl])
    let asked = cluster.client.transport.asked
    #expect(
      asked.map(\.line) == [
        "GET /v3/clusters/c1/acls?principal=User%3Aalice", "POST /v3/clusters/c1/acls",
        "POST /v3/clusters/c1/acls:batch",
        "DELETE /v3/clusters/c1/acls?resource_type=TOPIC&resource_name=t&pattern_type=PREFIXED"
          + "&principal=User%3Aalice&host=%2A&operation=READ&permission=ALLOW",
      ]
    )
    #expect(asked[1].body.contains(#""pattern_type":"PREFIXED""#))
    #expect(asked[2].body.hasPrefix(#"{"data":[{"#))
  }

  @Test func `reads a list to its last page`() async throws {
    let first = #"""
      {"metadata":{"self":"x","next":"https://elsewhere/v3/clusters/c1/brokers?page_token=a%3D"},
      "data":[{"broker_id":1}]}
      """#
    let cluster = try Self.cluster(.ok(first), Self.list(#"{"broker_id":2}"#))
    #expect(try await cluster.brokers() == [1, 2])
    #expect(
      cluster.client.transport.lines.last == "GET /v3/clusters/c1/brokers?page_token=a%3D"
    )
  }

  @Test func `lists partitions and replicas`() async throws {
    let cluster = try Self.cluster(
      Self.list(#"{"partition_id":0},{"partition_id":1}"#),
      Self.list(#"{"broker_id":7,"is_leader":true,"is_in_sync":false}"#)
    )
    #expect(try await cluster.partitions(of: "t") == [0, 1])
    let replicas = try await cluster.replicas(of: TopicPartition("t", 1))
    #expect(replicas.map(\.broker) == [7] && replicas[0].isLeader && !replicas[0].isInSync)
  }
}
