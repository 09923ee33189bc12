import HTTPWire
import JSONBytes

extension KafkaREST {
  static let routes: [Route] = rootRoutes + topicRoutes + consumerRoutes + v3Routes

  private static let rootRoutes = [
    Route(.get, "/", "Root") { _, _, _ in KafkaRESTAnswer.v2 { $0.object { _ in } } },
    Route(.post, "/", "Root") { _, _, _ in KafkaRESTAnswer.v2 { $0.object { _ in } } },
    Route(.get, "/brokers", "ListBrokers") { $0.listBrokers($1, &$2) },
  ]

  private static let topicRoutes = [
    Route(.get, "/topics", "ListTopics") { try await $0.listTopics($1, &$2) },
    Route(.get, "/topics/{topic}", "GetTopic") { try await $0.getTopic($1, &$2) },
    Route(.get, "/topics/{topic}/partitions", "ListPartitions") {
      try await $0.listPartitions($1, &$2)
    },
    Route(.get, "/topics/{topic}/partitions/{partition}", "GetPartition") {
      try await $0.getPartition($1, &$2)
    },
    Route(.get, "/topics/{topic}/partitions/{partition}/offsets", "GetOffsets") {
      try await $0.getOffsets($1, &$2)
    },
    Route(.post, "/topics/{topic}", "Produce") { try await $0.produce($1, &$2) },
    Route(.post, "/topics/{topic}/partitions/{partition}", "Produce") {
      try await $0.produce($1, &$2)
    },
    Route(.get, "/topics/{topic}/partitions/{partition}/records", "FetchRecords") {
      try await $0.fetchRecords($1, &$2)
    },
    Route(.get, "/topics/{topic}/tail", "TailTopic") { try await $0.tailTopic($1, &$2) },
  ]

  private static let instance = "/consumers/{group}/instances/{instance}"

  private static let consumerRoutes = [
    Route(.post, "/consumers/{group}", "CreateConsumer") { try await $0.createConsumer($1, &$2) },
    Route(.delete, PathPattern(instance), "DeleteConsumer") {
      try await $0.deleteConsumer($1, &$2)
    },
    Route(.post, PathPattern(instance + "/subscription"), "Subscribe") {
      try await $0.subscribe($1, &$2)
    },
    Route(.get, PathPattern(instance + "/subscription"), "GetSubscription") {
      try await $0.getSubscription($1, &$2)
    },
    Route(.delete, PathPattern(instance + "/subscription"), "Unsubscribe") {
      try await $0.unsubscribe($1, &$2)
    },
    Route(.post, PathPattern(instance + "/assignments"), "Assign") {
      try await $0.assign($1, &$2)
    },
    Route(.get, PathPattern(instance + "/assignments"), "GetAssignments") {
      try await $0.getAssignments($1, &$2)
    },
    Route(.get, PathPattern(instance + "/records"), "ReadRecords") {
      try await $0.readRecords($1, &$2)
    },
    Route(.post, PathPattern(instance + "/offsets"), "CommitOffsets") {
      try await $0.commitOffsets($1, &$2)
    },
    Route(.get, PathPattern(instance + "/offsets"), "GetCommittedOffsets") {
      try await $0.getCommittedOffsets($1, &$2)
    },
    Route(.post, PathPattern(instance + "/positions"), "Seek") { try await $0.seek($1, &$2) },
    Route(.post, PathPattern(instance + "/positions/beginning"), "SeekToBeginning") {
      try await $0.seekToEdge($1, &$2, .beginning)
    },
    Route(.post, PathPattern(instance + "/positions/end"), "SeekToEnd") {
      try await $0.seekToEdge($1, &$2, .end)
    },
  ]
}
