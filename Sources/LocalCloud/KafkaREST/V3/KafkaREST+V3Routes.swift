import HTTPWire

/// The calls of version 3; Confluent Server has them below `/kafka/v3`, the proxy below `/v3`.
extension KafkaREST {
  private static let cluster = "/v3/clusters/{cluster}"
  private static let topic = "/v3/clusters/{cluster}/topics/{topic}"
  private static let group = "/v3/clusters/{cluster}/consumer-groups/{group}"

  private static let partition = topic + "/partitions/{partition}"
  private static let member = group + "/consumers/{member}"
  private static let broker = cluster + "/brokers/{broker}"

  static let v3Routes: [Route] =
    [
      v3(.get, "/v3/clusters", "ListClusters") { $0.listClusters($1) },
      v3(.get, cluster, "GetCluster") { $0.getCluster($1) },
      v3(.get, cluster + "/brokers", "ListBrokersV3") { $0.listBrokersV3($1) },
      v3(.get, cluster + "/brokers/-/configs", "ListAllBrokerConfigs") {
        try $0.listBrokerConfigs($1)
      },
      v3(.get, broker, "GetBroker") { try $0.getBroker($1) },
      v3(.get, broker + "/configs", "ListBrokerConfigs") { try $0.listBrokerConfigs($1) },
      v3(.get, broker + "/configs/{config}", "GetBrokerConfig") { try $0.getBrokerConfig($1) },
      v3(.get, broker + "/partition-replicas", "ListBrokerReplicas") {
        try await $0.listBrokerReplicas($1)
      },
      v3(.get, cluster + "/broker-configs", "ListClusterConfigs") { $0.listClusterConfigs($1) },
      v3(.get, cluster + "/topics/-/configs", "ListAllTopicConfigs") {
        try await $0.listAllConfigs($1)
      },
      v3(.get, cluster + "/topics/-/partitions/-/reassignment", "ListAllReassignments") {
        try await $0.listReassignments($1)
      },
      v3(.get, topic + "/partitions/-/reassignment", "ListReassignments") {
        try await $0.listReassignments($1)
      },
      v3(.get, cluster + "/topics", "ListTopicsV3") { try await $0.listTopicsV3($1) },
      v3(.post, cluster + "/topics", "CreateTopic") { try await $0.createTopic($1) },
      v3(.get, topic, "GetTopicV3") { try await $0.getTopicV3($1) },
      v3(.patch, topic, "ChangeTopic") { try await $0.changeTopic($1) },
      v3(.delete, topic, "DeleteTopic") { try await $0.deleteTopic($1) },
      v3(.get, topic + "/configs", "ListTopicConfigs") { try await $0.listConfigs($1) },
      v3(.post, topic + "/configs:alter", "AlterTopicConfigs") { try await $0.alterConfigs($1) },
      v3(.get, topic + "/configs/{config}", "GetTopicConfig") { try await $0.getConfig($1) },
      v3(.put, topic + "/configs/{config}", "SetTopicConfig") { try await $0.setConfig($1) },
      v3(.delete, topic + "/configs/{config}", "ResetTopicConfig") {
        try await $0.resetConfig($1)
      },
      v3(.get, topic + "/partitions", "ListPartitionsV3") { try await $0.listPartitionsV3($1) },
      v3(.get, partition, "GetPartitionV3") { try await $0.getPartitionV3($1) },
      v3(.get, partition + "/offset", "GetPartitionOffsets") {
        try await $0.getPartitionOffsets($1)
      },
      v3(.get, partition + "/replicas", "ListReplicas") { try await $0.listReplicas($1) },
      v3(.get, partition + "/replicas/{broker}", "GetReplica") { try await $0.getReplica($1) },
      v3(.get, partition + "/reassignment", "GetReassignment") {
        try await $0.getReassignment($1)
      },
      v3(.get, cluster + "/consumer-groups", "ListGroups") { try await $0.listGroups($1) },
      v3(.get, group, "GetGroup") { try await $0.getGroup($1) },
      v3(.get, group + "/consumers", "ListGroupMembers") { try await $0.listMembers($1) },
      v3(.get, member, "GetGroupMember") { try await $0.getMember($1) },
      v3(.get, member + "/assignments", "ListAssignments") { try await $0.listAssignments($1) },
      v3(.get, member + "/assignments/{topic}/partitions/{partition}", "GetAssignment") {
        try await $0.getAssignment($1)
      },
      v3(.get, group + "/lags", "ListLags") { try await $0.listLags($1) },
      v3(.get, group + "/lags/{topic}/partitions/{partition}", "GetLag") {
        try await $0.getLag($1)
      },
      v3(.get, group + "/lag-summary", "GetLagSummary") { try await $0.getLagSummary($1) },
      v3(.get, cluster + "/acls", "ListACLs") { $0.listACLs($1) },
      v3(.post, cluster + "/acls", "CreateACL") { _, _ in throw noAuthorizer },
      v3(.post, cluster + "/acls:batch", "CreateACLs") { _, _ in throw noAuthorizer },
      v3(.delete, cluster + "/acls", "DeleteACLs") { try $0.deleteACLs($1) },
    ] + [
      Route(.post, PathPattern(topic + "/records"), "ProduceV3") {
        try await $0.produceV3($1, &$2)
      },
      Route(.post, PathPattern(topic + "/records:batch"), "ProduceBatchV3") {
        try await $0.produceBatch($1, &$2)
      },
    ]

  /// A call that first looks whether the cluster of its path is this one.
  private static func v3(
    _ method: HTTPMethod,
    _ path: String,
    _ operation: String,
    _ work: @escaping @Sendable (KafkaREST, Ask) async throws -> HTTPResponse
  ) -> Route {
    Route(method, PathPattern(path), operation) { proxy, ask, _ in
      try proxy.checkCluster(ask)
      return try await work(proxy, ask)
    }
  }

  func checkCluster(_ ask: Ask) throws(KafkaRESTFailure) {
    guard let cluster = ask.parameters["cluster"], cluster != options.clusterID else { return }
    throw KafkaRESTFailure(404, "Cluster \(cluster) cannot be found.")
  }
}
