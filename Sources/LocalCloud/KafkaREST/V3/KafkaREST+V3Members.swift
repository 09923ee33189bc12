import EventLog
import HTTPWire
import JSONBytes

/// The members of a group, what is theirs, and how far behind each partition is, in version 3.
extension KafkaREST {
  func listMembers(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let group = try await group(ask)
    let resource = V3Resource(self, ask)
    return KafkaRESTAnswer.v3 { json in
      resource.list("KafkaConsumerList", Self.path(of: group) + "/consumers", to: &json) { json in
        for member in group.members { Self.write(member, of: group, resource, to: &json) }
      }
    }
  }

  func getMember(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let (group, member) = try await member(ask)
    return KafkaRESTAnswer.v3 { Self.write(member, of: group, V3Resource(self, ask), to: &$0) }
  }

  func listAssignments(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let (group, member) = try await member(ask)
    let resource = V3Resource(self, ask)
    let path = Self.path(of: member, in: group) + "/assignments"
    return KafkaRESTAnswer.v3 { json in
      resource.list("KafkaConsumerAssignmentList", path, to: &json) { json in
        for partition in member.assignment {
          Self.write(partition, of: member, in: group, resource, to: &json)
        }
      }
    }
  }

  func getAssignment(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let (group, member) = try await member(ask)
    let partition = try await partition(of: ask)
    guard member.assignment.contains(partition) else {
      throw KafkaRESTFailure(404, "Assignment \(partition) of \(member.id) cannot be found.")
    }
    let resource = V3Resource(self, ask)
    return KafkaRESTAnswer.v3 { Self.write(partition, of: member, in: group, resource, to: &$0) }
  }

  func listLags(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let group = try await group(ask)
    let lags = try await asking { () throws(LogError) in try await log.lags(of: group.name) }
    let resource = V3Resource(self, ask)
    return KafkaRESTAnswer.v3 { json in
      resource.list("KafkaConsumerLagList", Self.path(of: group) + "/lags", to: &json) { json in
        for lag in lags { Self.write(lag, of: group, resource, to: &json) }
      }
    }
  }

  func getLag(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let group = try await group(ask)
    let partition = try await partition(of: ask)
    let lags = try await asking { () throws(LogError) in try await log.lags(of: group.name) }
    guard let lag = lags.first(where: { $0.partition == partition }) else {
      throw KafkaRESTFailure(404, "Consumer Lag could not be found.")
    }
    return KafkaRESTAnswer.v3 { Self.write(lag, of: group, V3Resource(self, ask), to: &$0) }
  }

  static func behind(_ lag: PartitionLag) -> Int {
    lag.available.upperBound - (lag.committed ?? lag.available.lowerBound)
  }

  static func path(of group: GroupDescription) -> String { "/consumer-groups/\(group.name)" }

  private func member(
    _ ask: Ask
  ) async throws(KafkaRESTFailure) -> (GroupDescription, GroupDescription.Member) {
    let group = try await group(ask)
    guard let member = group.members.first(where: { $0.id == ask.text("member") }) else {
      throw KafkaRESTFailure(404, "Consumer \(ask.text("member")) could not be found.")
    }
    return (group, member)
  }

  private static func path(
    of member: GroupDescription.Member,
    in group: GroupDescription
  ) -> String {
    path(of: group) + "/consumers/\(member.id)"
  }

  private static func write(
    _ member: GroupDescription.Member,
    of group: GroupDescription,
    _ resource: V3Resource,
    to json: inout JSONWriter
  ) {
    let path = path(of: member, in: group)
    resource.object("KafkaConsumer", path, to: &json) { json in
      json.member("cluster_id", resource.clusterID)
      json.member("consumer_group_id", group.name)
      json.member("consumer_id", member.id)
      json.member("instance_id", nil as String?)
      json.member("client_id", member.clientID)
      resource.link("assignments", path + "/assignments", to: &json)
    }
  }

  private static func write(
    _ partition: TopicPartition,
    of member: GroupDescription.Member,
    in group: GroupDescription,
    _ resource: V3Resource,
    to json: inout JSONWriter
  ) {
    let place = "/\(partition.topic)/partitions/\(partition.partition)"
    let path = path(of: member, in: group) + "/assignments" + place
    resource.object("KafkaConsumerAssignment", path, to: &json) { json in
      json.member("cluster_id", resource.clusterID)
      json.member("consumer_group_id", group.name)
      json.member("consumer_id", member.id)
      json.member("topic_name", "\(partition.topic)")
      json.member("partition_id", partition.partition)
      resource.link("partition", Self.path(of: partition), to: &json)
      resource.link("lag", Self.path(of: group) + "/lags" + place, to: &json)
    }
  }

  private static func write(
    _ lag: PartitionLag,
    of group: GroupDescription,
    _ resource: V3Resource,
    to json: inout JSONWriter
  ) {
    let place = "/lags/\(lag.partition.topic)/partitions/\(lag.partition.partition)"
    let member = group.members.first { $0.id == lag.memberID }
    resource.object("KafkaConsumerLag", path(of: group) + place, to: &json) { json in
      json.member("cluster_id", resource.clusterID)
      json.member("consumer_group_id", group.name)
      json.member("topic_name", "\(lag.partition.topic)")
      json.member("partition_id", lag.partition.partition)
      json.member("consumer_id", lag.memberID ?? "")
      json.member("instance_id", nil as String?)
      json.member("client_id", member?.clientID ?? "")
      json.member("current_offset", lag.committed ?? lag.available.lowerBound)
      json.member("log_end_offset", lag.available.upperBound)
      json.member("lag", behind(lag))
    }
  }
}
