public import FoundationEssentials
public import HTTPWire
import JSONBytes
public import KafkaRESTClient
import Synchronization

/// Reads the partitions of a Kafka topic through a REST proxy.
///
/// Where the proxy can be asked for a partition without a consumer that is done; elsewhere each read
/// has a consumer of its own, which takes the partitions by hand and commits nothing: the query's
/// checkpoint is the only place that counts.
public final class TopicSource<Transport: HTTPTransport>: StreamSource {
  private let kafka: KafkaRESTClient<Transport>
  private let topic: TopicName
  private let starts: StreamStart
  private let now: @Sendable () -> Date
  /// The ends of the partitions when they were first looked at: what was there before that is read
  /// once they are passed.
  private let firstEnds = Mutex<[Int: Int64]?>(nil)

  /// Reads a topic; nothing is asked yet.
  public init(
    _ kafka: KafkaRESTClient<Transport>,
    topic: TopicName,
    starts: StreamStart = .earliest,
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.kafka = kafka
    self.topic = topic
    self.starts = starts
    self.now = now
  }

  /// The topic's name.
  public var description: String { topic.text }

  /// The oldest record, or the present end.
  public func start() async throws(LakehouseError) -> StreamPosition {
    var position = StreamPosition(initial: .beginning)
    guard starts == .latest else { return position }
    for (partition, end) in try await ends() where end > 0 {
      position["\(partition)"] = .after("\(end - 1)")
    }
    return position
  }

  /// Reads a page of every partition that has something; they share the limit.
  public func read(
    after position: StreamPosition,
    limit: Int
  ) async throws(LakehouseError) -> StreamPage {
    let ends = try await ends()
    let wanted = firstEnds.withLock { first in
      first = first ?? ends
      return first ?? [:]
    }
    var page = StreamPage(records: [], position: position, seesEverythingBefore: nil)
    let waiting = ends.filter { position["\($0.key)"].nextOffset < $0.value }.keys.sorted()
    let share = max(1, limit / max(1, waiting.count))
    for partition in waiting {
      let start = position["\(partition)"].nextOffset
      let records = try await records(of: partition, from: start).prefix(share)
      page.records += records
      if let last = records.last { page.position["\(partition)"] = .after(last.sequenceNumber) }
    }
    let hasPassed = wanted.allSatisfy { page.position["\($0.key)"].nextOffset >= $0.value }
    page.seesEverythingBefore = hasPassed ? now() : nil
    return page
  }

  /// Reads every partition on from where it was, up to where the batch ended.
  public func read(
    after position: StreamPosition,
    through end: StreamPosition
  ) async throws(LakehouseError) -> [SourceRecord] {
    var found: [SourceRecord] = []
    for part in end.marks.keys.sorted() {
      guard let partition = Int(part) else { continue }
      let last = end[part].nextOffset
      var next = position[part].nextOffset
      while next < last {
        let records = try await records(of: partition, from: next)
        guard let reached = records.last.flatMap({ Int64($0.sequenceNumber) }) else { break }
        found += records.filter { Int64($0.sequenceNumber).map { $0 < last } ?? false }
        next = reached + 1
      }
    }
    return found
  }

  // MARK: - The proxy

  private func ends() async throws(LakehouseError) -> [Int: Int64] {
    do {
      var ends: [Int: Int64] = [:]
      for partition in try await kafka.partitions(of: topic) {
        let number = partition.number
        ends[number] = try await kafka.offsets(of: TopicPartition(topic, number)).end
      }
      return ends
    } catch { throw failure(error) }
  }

  private func records(
    of partition: Int,
    from offset: Int64
  ) async throws(LakehouseError) -> [SourceRecord] {
    let place = TopicPartition(topic, partition)
    do {
      let records =
        kafka.options.dialect.readsWithoutConsumer
        ? try await kafka.records(of: place, from: offset, as: .binary, timeout: .zero)
        : try await recordsByConsumer(of: place, from: offset)
      return try records.map { record throws(LakehouseError) in try source(record) }
    } catch { throw failure(error) }
  }

  private func recordsByConsumer(
    of place: TopicPartition,
    from offset: Int64
  ) async throws -> [ConsumedRecord<RawJSON, RawJSON>] {
    var options = ConsumerOptions()
    options.format = .binary
    let consumer = try await kafka.createConsumer(group: "streaming-\(topic)", options: options)
    do {
      try await consumer.subscribe(to: .partitions([place]))
      try await consumer.seek(to: [PartitionOffset(place, next: offset)])
      // The first read of a consumer usually brings nothing.
      var records: [ConsumedRecord<RawJSON, RawJSON>] = []
      for _ in 1...5 where records.isEmpty { records = try await consumer.records() }
      try await consumer.delete()
      return records
    } catch {
      try? await consumer.delete()
      throw error
    }
  }

  private func source(
    _ record: ConsumedRecord<RawJSON, RawJSON>
  ) throws(LakehouseError) -> SourceRecord {
    SourceRecord(
      stream: topic.text,
      shardID: "\(record.partition.partition)",
      sequenceNumber: "\(record.offset)",
      partitionKey: try record.key.map { key throws(LakehouseError) in
        String(decoding: try bytes(key), as: UTF8.self)
      },
      approximateArrivalTimestamp: record.timestamp,
      data: try record.value.map { value throws(LakehouseError) in try bytes(value) } ?? []
    )
  }

  /// What base64 in a JSON text stands for.
  private func bytes(_ json: RawJSON) throws(LakehouseError) -> [UInt8] {
    let text = (try? JSONValue(parsing: json.bytes))?.string
    guard let data = text.flatMap({ Data(base64Encoded: $0) }) else {
      throw LakehouseError(.unreadable, "topic \(topic)", detail: "the proxy sent no base64")
    }
    return Array(data)
  }

  private func failure(_ error: any Error) -> LakehouseError {
    (error as? LakehouseError)
      ?? LakehouseError(.unreadable, "topic \(topic)", detail: "\(error)", underlying: error)
  }
}

extension StreamPosition.Mark {
  fileprivate var nextOffset: Int64 {
    if case .after(let text) = self, let offset = Int64(text) { offset + 1 } else { 0 }
  }
}
