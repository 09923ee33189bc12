public import FoundationEssentials
import HTTPWire
import JSONBytes

extension ConsumerInstance {
  /// Commits places for the group: each is the offset of the record to be read next.
  public func commit(_ places: [PartitionOffset]) async throws(KafkaRESTError) {
    let dialect = client.options.dialect
    let shift: Int64 = dialect.commitConvention == .lastProcessed ? -1 : 0
    let body = json(places, under: dialect.commitMember, shift: shift)
    try await change("commit for", .post, at: "/offsets", body)
  }

  /// Commits everything it has read so far, whether processed or not.
  ///
  /// Confluent's proxy answers before the cluster has confirmed it.
  public func commitEverythingRead() async throws(KafkaRESTError) {
    try await change("commit for", .post, at: "/offsets", nil)
  }

  /// Tells what is committed for the group; partitions without a commit are left out.
  ///
  /// It is one of the few requests in this world that are a GET with a body.
  public func committed(
    for partitions: [TopicPartition]
  ) async throws(KafkaRESTError) -> [PartitionOffset] {
    try require(client.options.dialect.tellsCommittedOffsets, "committed offsets")
    let reply = try await fetch(
      CommittedOffsets.self,
      "read commits of",
      at: "/offsets",
      sending: json(partitions)
    )
    return reply.offsets.map(\.place)
  }

  /// Goes on reading at these places.
  public func seek(to places: [PartitionOffset]) async throws(KafkaRESTError) {
    try requireSeeking()
    try await change("seek", .post, at: "/positions", json(places, under: "offsets"))
  }

  /// Goes on reading with the first record at or after a moment.
  public func seek(
    to moment: Date,
    in partitions: [TopicPartition]
  ) async throws(KafkaRESTError) {
    try require(client.options.dialect.seeksByTime, "seeking by time")
    let body = json {
      $0.array("timestamps") { list in
        for partition in partitions {
          list.object {
            $0.member("topic", partition.topic.text)
            $0.member("partition", partition.partition)
            $0.member(
              "timestamp",
              moment.iso8601
            )
          }
        }
      }
    }
    try await change("seek", .post, at: "/positions", body)
  }

  /// Goes on reading with the oldest records still kept.
  public func seekToBeginning(of partitions: [TopicPartition]) async throws(KafkaRESTError) {
    try requireSeeking()
    try await change("seek", .post, at: "/positions/beginning", json(partitions))
  }

  /// Goes on reading with what is written from now on.
  public func seekToEnd(of partitions: [TopicPartition]) async throws(KafkaRESTError) {
    try requireSeeking()
    try await change("seek", .post, at: "/positions/end", json(partitions))
  }

  private func requireSeeking() throws(KafkaRESTError) {
    try require(client.options.dialect.consumersAreFlexible, "seeking")
  }

  private func json(
    _ places: [PartitionOffset],
    under member: String,
    shift: Int64 = 0
  ) -> [UInt8] {
    json {
      $0.array(member) { list in
        for place in places {
          list.object {
            $0.member("topic", place.partition.topic.text)
            $0.member("partition", place.partition.partition)
            $0.member("offset", Int(place.next + shift))
            if let metadata = place.metadata { $0.member("metadata", metadata) }
          }
        }
      }
    }
  }
}

/// The answer to `GET …/offsets`: there an offset is the next one to be read, in every dialect.
private struct CommittedOffsets: Decodable {
  struct Item: Decodable {
    var topic: TopicName
    var partition: Int
    var offset: Int64
    var metadata: String?

    var place: PartitionOffset {
      let note = metadata.flatMap { $0.isEmpty ? nil : $0 }
      return PartitionOffset(TopicPartition(topic, partition), next: offset, metadata: note)
    }
  }

  var offsets: [Item]
}
