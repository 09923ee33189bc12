import EventLog
import HTTPWire
import JSONBytes

/// How far a connector has read, and the topics it has read.
extension ConnectAPI {
  func topics(_ ask: ServiceAsk) async throws -> HTTPResponse {
    let connector = try connector(ask)
    let committed = try await committed(ask)
    let active = committed.filter { partition, offset in
      connector.offsetsAtReset[partition].map { offset.offset > $0 } ?? true
    }
    let topics = Set(active.keys.map { "\($0.topic)" }).sorted()
    return .connect { json in
      json.object { json in
        json.object(ask.text("name")) { json in
          json.array("topics") { json in for topic in topics { json.write(topic) } }
        }
      }
    }
  }

  /// Forgets which topics were read; those that bring something from now on are listed again.
  func resetTopics(_ ask: ServiceAsk) async throws -> HTTPResponse {
    _ = try connector(ask)
    let committed = try await committed(ask)
    runtime.resetTopics(of: ask.text("name"), at: committed.mapValues(\.offset))
    return HTTPResponse(status: 202)
  }

  func offsets(_ ask: ServiceAsk) async throws -> HTTPResponse {
    _ = try connector(ask)
    let committed = try await committed(ask)
    return .connect { json in
      json.object { json in
        json.array("offsets") { json in
          for (partition, offset) in committed.sorted(by: { $0.key < $1.key }) {
            json.object { json in
              json.object("partition") { json in
                json.member("kafka_topic", "\(partition.topic)")
                json.member("kafka_partition", partition.partition)
              }
              json.object("offset") { $0.member("kafka_offset", offset.offset) }
            }
          }
        }
      }
    }
  }

  /// Sets offsets; without one, a partition is read from its beginning again.
  func alterOffsets(_ ask: ServiceAsk) async throws -> HTTPResponse {
    try await checkStopped(ask)
    guard let entries = try await object(ask)["offsets"]?.array, !entries.isEmpty else {
      throw ConnectFailure(
        400,
        "Partitions / offsets need to be provided for an alter offsets request"
      )
    }
    var wanted: [TopicPartition: CommittedOffset] = [:]
    for entry in entries {
      let partition = try Self.partition(entry["partition"])
      if let offset = entry["offset"], !offset.isNull {
        guard let number = offset["kafka_offset"]?.int, number >= 0 else {
          throw ConnectFailure(400, "kafka_offset must be a number that is not negative")
        }
        wanted[partition] = CommittedOffset(number)
      } else {
        wanted[partition] = CommittedOffset(try await log.offsets(of: partition).lowerBound)
      }
    }
    try await log.commit(wanted, for: group(ask), as: nil)
    return Self.message("The offsets for this connector have been altered successfully")
  }

  func resetOffsets(_ ask: ServiceAsk) async throws -> HTTPResponse {
    try await checkStopped(ask)
    do throws(LogError) { try await log.deleteGroup(group(ask)) } catch {
      guard error.code == .unknownGroup else { throw error }
    }
    return Self.message("The offsets for this connector have been reset successfully")
  }

  /// Refuses where the connector is not to stop, and lets its tasks end.
  private func checkStopped(_ ask: ServiceAsk) async throws(ConnectFailure) {
    guard try connector(ask).target == .stopped else {
      throw ConnectFailure(
        400,
        "Connectors must be in the STOPPED state before their offsets can be modified."
      )
    }
    await runtime.ended(ask.text("name"))
  }

  private func committed(_ ask: ServiceAsk) async throws -> [TopicPartition: CommittedOffset] {
    do { return try await log.committedOffsets(of: group(ask)) } catch {
      if error.code == .unknownGroup { return [:] }
      throw error
    }
  }

  private func group(_ ask: ServiceAsk) -> String { "connect-\(ask.text("name"))" }

  private static func partition(_ value: JSONValue?) throws(ConnectFailure) -> TopicPartition {
    guard let name = value?["kafka_topic"]?.string, let topic = try? TopicName(name),
      let number = value?["kafka_partition"]?.int
    else {
      throw ConnectFailure(
        400,
        "The partition for a sink connector offset must have kafka_topic and kafka_partition"
      )
    }
    return TopicPartition(topic, number)
  }

  private static func message(_ text: String) -> HTTPResponse {
    .connect { json in json.object { $0.member("message", text) } }
  }
}
