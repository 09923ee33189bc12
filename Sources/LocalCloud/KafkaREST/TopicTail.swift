import EventLog
import HTTPWire
import JSONBytes

/// The records of a topic as server-sent events, one an event, as they are stored.
struct TopicTail: Sendable {
  let log: any RecordLog
  /// Raised when nothing more will come.
  let ending: Ending
  let positions: [TopicPartition: Int]

  /// A comment goes out when nothing happened for a while, so that a dead client is noticed.
  private static let heartbeat = Duration.seconds(15)

  var stream: HTTPByteStream {
    HTTPByteStream {
      var next = positions
      return {
        while true {
          var events: [UInt8] = []
          for (partition, offset) in next.sorted(by: { $0.key < $1.key }) {
            let result = try await log.read(partition, from: offset, upTo: ReadLimit())
            for record in result.records { Self.append(record, partition, to: &events) }
            next[partition] = result.nextOffset
          }
          if !events.isEmpty { return events }
          if ending.isRaised { return nil }
          if try await !log.waitForRecords(at: next, upTo: Self.heartbeat) {
            return ending.isRaised ? nil : Array(": nothing new\n\n".utf8)
          }
        }
      }
    }
  }

  private static func append(
    _ record: StoredRecord,
    _ partition: TopicPartition,
    to events: inout [UInt8]
  ) {
    let isJSON = [record.key, record.value].allSatisfy { $0.map(EmbeddedFormat.isJSON) ?? true }
    let format: EmbeddedFormat = isJSON ? .json : .binary
    JSONStage.append(to: &events) { stage in
      stage.put(raw: #"data: {"topic":"#)
      stage.put(partition.topic.description)
      stage.put(raw: #","partition":"#)
      stage.put(partition.partition)
      stage.put(raw: #","offset":"#)
      stage.put(record.offset)
      stage.put(raw: #","timestamp":"#)
      stage.put(Int(record.timestamp.milliseconds))
      stage.put(raw: #","key":"#)
      format.write(record.key, to: &stage)
      stage.put(raw: #","value":"#)
      format.write(record.value, to: &stage)
      stage.put(raw: isJSON ? "}\n\n" : ",\"raw\":true}\n\n")
    }
  }
}
