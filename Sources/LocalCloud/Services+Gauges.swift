import EventLog

extension Services {
  /// What there is now, in numbers, for the metrics.
  func gauges() async throws -> [Metrics.Gauge] {
    let topics = try await log.topics()
    var partitions = 0
    var records = 0
    for topic in topics {
      partitions += topic.partitions
      for number in 0..<topic.partitions {
        // A topic may go between the two questions.
        let partition = TopicPartition(topic.name, number)
        records += (try? await log.offsets(of: partition))?.count ?? 0
      }
    }
    var lag = 0
    let groups = try await log.groups()
    for group in groups {
      for line in (try? await log.lags(of: group.name)) ?? [] {
        lag += line.available.upperBound - (line.committed ?? line.available.lowerBound)
      }
    }
    let states = connect.runtime.names.compactMap { connect.runtime.connector($0) }
    let failed = states.flatMap(\.tasks).count { $0.name == "FAILED" }
    let (buckets, objects) = try s3.storage.counts()
    return [
      Metrics.Gauge("pinterest_topics", "Topics.", topics.count),
      Metrics.Gauge("pinterest_partitions", "Partitions of all topics.", partitions),
      Metrics.Gauge("pinterest_records", "Records that can be read.", records),
      Metrics.Gauge("pinterest_consumer_groups", "Consumer groups.", groups.count),
      Metrics.Gauge("pinterest_consumer_lag_records", "Records groups have yet to read.", lag),
      Metrics.Gauge("pinterest_connectors", "Connectors.", states.count),
      Metrics.Gauge("pinterest_connector_tasks_failed", "Tasks that have failed.", failed),
      Metrics.Gauge("pinterest_buckets", "Buckets.", buckets),
      Metrics.Gauge("pinterest_objects", "Keys of objects in all buckets.", objects),
    ] + kinesis.gauges
  }
}

extension ObjectStorage {
  /// How many buckets there are, and how many keys in them.
  fileprivate func counts() throws(S3Failure) -> (buckets: Int, objects: Int) {
    try ledger.read { state in
      (state.buckets.count, state.buckets.values.reduce(0) { $0 + $1.objects.count })
    }
  }
}
