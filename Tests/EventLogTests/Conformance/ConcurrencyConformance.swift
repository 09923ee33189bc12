import EventLog
import Testing

@Suite struct ConcurrencyConformance {
  @Test(.timeLimit(.minutes(1)), arguments: Implementation.allCases)
  func `many write while others follow, and everybody sees the same order`(
    on: Implementation
  ) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t", partitions: 2)
      let readings = try await withThrowingTaskGroup(of: [[String]].self) { group in
        for reader in 0..<2 {
          group.addTask { [[], try await follow(log, TopicPartition(topic, reader), count: 400)] }
          group.addTask { [[], try await follow(log, TopicPartition(topic, reader), count: 400)] }
        }
        for writer in 0..<8 {
          group.addTask {
            for number in 0..<50 {
              let records = (0..<2).map { Record(partition: $0, value: "\(writer) \(number)") }
              let places = try await log.append(records, to: topic).placements
              // What was acknowledged can be read at once.
              let read = try await log.read(
                TopicPartition(topic, 1),
                from: places[1].offset,
                upTo: ReadLimit(records: 1)
              )
              #expect(read.records.first?.value == records[1].value)
            }
            return []
          }
        }
        return try await group.reduce(into: [[String]]()) { $0 += $1.filter { !$0.isEmpty } }
      }
      #expect(readings.count == 4)
      for reading in readings {
        #expect(Set(reading).count == 400)
        for writer in 0..<8 {
          let own = reading.filter { $0.hasPrefix("\(writer) ") }
          #expect(own == (0..<50).map { "\(writer) \($0)" })
        }
      }
    }
  }

  private func follow(
    _ log: any RecordLog,
    _ partition: TopicPartition,
    count: Int
  ) async throws -> [String] {
    var texts: [String] = []
    while texts.count < count {
      let result = try await log.read(partition, from: texts.count, waiting: .seconds(50))
      texts += result.records.map { String(decoding: $0.value ?? [], as: UTF8.self) }
    }
    return texts
  }
}
