import EventLog
import Foundation
import Testing

@Suite struct RecordsConformance {
  @Test(arguments: Implementation.allCases)
  func `records come back as they were given`(on: Implementation) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t")
      let records = [
        Record(value: nil),
        Record(key: [], value: []),
        Record(
          key: [1, 2],
          value: Array(0...255)[...],
          headers: [.init("a", [1]), .init("a", nil), .init("", [])],
          timestamp: LogTimestamp(milliseconds: -5)
        ),
        Record(key: "Schlüssel", value: "Wert"),
      ]
      _ = try await log.append(records, to: topic)
      let read = try await log.read(TopicPartition(topic, 0), from: 0, upTo: ReadLimit()).records
      #expect(read.map(\.offset) == [0, 1, 2, 3])
      #expect(read.map(\.key) == records.map(\.key))
      #expect(read.map(\.value) == records.map(\.value))
      #expect(read.map(\.headers) == records.map(\.headers))
      #expect(read[2].timestamp == LogTimestamp(milliseconds: -5))
    }
  }

  @Test(arguments: Implementation.allCases)
  func `each record's place is told in the order given`(on: Implementation) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t", partitions: 3)
      let partitions = [2, 0, 2, 1, 0, 2]
      let receipt = try await log.append(
        partitions.map { Record(partition: $0, value: "v") },
        to: topic
      )
      #expect(receipt.placements.map(\.partition) == partitions)
      #expect(receipt.placements.map(\.offset) == [0, 0, 1, 0, 1, 2])
      let more = try await log.append([Record(partition: 2, value: "w")], to: topic)
      #expect(more.placements.map(\.offset) == [3])
      #expect(!more.isRepeat)
      #expect(try await log.append([], to: topic).placements.isEmpty)
    }
  }

  @Test(arguments: Implementation.allCases)
  func `an append with one bad record stores none`(on: Implementation) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t", configs: ["max.message.bytes": "100"])
      for bad in [-1, 1] {
        await expect(.unknownPartition) {
          _ = try await log.append(
            [Record(value: "good"), Record(partition: bad, value: "bad")],
            to: topic
          )
        }
      }
      await expect(.recordTooLarge) {
        let large = Record(value: String(repeating: "x", count: 101))
        _ = try await log.append([Record(value: "good"), large], to: topic)
      }
      await expect(.unknownTopic) {
        _ = try await log.append([Record(value: "v")], to: TopicName("nope"))
      }
      #expect(try await log.offsets(of: TopicPartition(topic, 0)) == 0..<0)
    }
  }

  @Test(arguments: Implementation.allCases)
  func `limits cut a read but never to nothing`(on: Implementation) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t")
      let partition = TopicPartition(topic, 0)
      _ = try await log.append((0..<10).map { Record(key: "k", value: "value \($0)") }, to: topic)
      let three = try await log.read(partition, from: 2, upTo: ReadLimit(records: 3))
      #expect(three.records.map(\.offset) == [2, 3, 4])
      #expect(three.nextOffset == 5)
      #expect(three.available == 0..<10)
      let twoBySize = try await log.read(partition, from: 0, upTo: ReadLimit(bytes: 18))
      #expect(twoBySize.records.count == 2)
      let one = try await log.read(partition, from: 7, upTo: ReadLimit(bytes: 1))
      #expect(one.records.map(\.offset) == [7])
    }
  }

  @Test(arguments: Implementation.allCases)
  func `paging by any limit loses nothing`(on: Implementation) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t", partitions: 2)
      for batch in 0..<40 {
        let records = (0..<25).map { index in
          Record(
            partition: index % 2,
            value: "\(batch) \(index) " + String(repeating: "x", count: (batch * 37) % 300)
          )
        }
        _ = try await log.append(records, to: topic)
      }
      let partition = TopicPartition(topic, 1)
      let whole = try await log.read(partition, from: 0, upTo: ReadLimit(bytes: .max)).records
      #expect(whole.count == 480)
      for limit in [ReadLimit(records: 7), ReadLimit(bytes: 1000), ReadLimit(records: 1)] {
        var paged: [StoredRecord] = []
        while paged.count < whole.count {
          paged += try await log.read(partition, from: paged.count, upTo: limit).records
        }
        #expect(paged == whole)
      }
    }
  }

  @Test(arguments: Implementation.allCases)
  func `an offset outside the partition is refused, its end is not`(
    on: Implementation
  ) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t")
      let partition = TopicPartition(topic, 0)
      _ = try await log.append([Record(value: "a"), Record(value: "b")], to: topic)
      #expect(try await log.read(partition, from: 2, upTo: ReadLimit()).records.isEmpty)
      for offset in [-1, 3] {
        let error = await expect(.offsetOutOfRange) {
          _ = try await log.read(partition, from: offset, upTo: ReadLimit())
        }
        #expect(error?.range == 0..<2)
      }
    }
  }

  @Test(arguments: Implementation.allCases)
  func `the first record not older than a moment is found`(on: Implementation) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t")
      let partition = TopicPartition(topic, 0)
      for time in [100, 300, 200, 400] as [Int64] {
        let record = Record(value: [], timestamp: LogTimestamp(milliseconds: time))
        _ = try await log.append([record], to: topic)
      }
      let cases: [(Int64, Int?)] = [(0, 0), (100, 0), (101, 1), (300, 1), (301, 3), (401, nil)]
      for (time, offset) in cases {
        let found = try await log.offset(in: partition, at: LogTimestamp(milliseconds: time))
        #expect(found == offset)
      }
    }
  }

  @Test(arguments: Implementation.allCases)
  func `trimming forgets the records before`(on: Implementation) async throws {
    try await on.withLog { log in
      let topic = try await log.makeTopic("t")
      let partition = TopicPartition(topic, 0)
      _ = try await log.append((0..<5).map { Record(value: "\($0)") }, to: topic)
      try await log.trim(partition, before: 3)
      try await log.trim(partition, before: 1)
      #expect(try await log.offsets(of: partition) == 3..<5)
      #expect(try await log.texts(partition, from: 3) == ["3", "4"])
      await expect(.offsetOutOfRange) {
        _ = try await log.read(partition, from: 2, upTo: ReadLimit())
      }
      await expect(.offsetOutOfRange) { try await log.trim(partition, before: 6) }
      try await log.trim(partition, before: 5)
      let placed = try await log.append([Record(value: "5")], to: topic).placements
      #expect(placed.map(\.offset) == [5])
    }
  }

  @Test(arguments: Implementation.allCases)
  func `LogAppendTime puts the log's time in place of the record's`(
    on: Implementation
  ) async throws {
    try await on.withLog(now: { .init(timeIntervalSince1970: 7) }) { log in
      let topic = try await log.makeTopic("t", configs: ["message.timestamp.type": "LogAppendTime"])
      let record = Record(value: [], timestamp: LogTimestamp(milliseconds: 1))
      let placed = try await log.append([record], to: topic).placements
      #expect(placed.map(\.timestamp.milliseconds) == [7000])
      let read = try await log.read(TopicPartition(topic, 0), from: 0, upTo: ReadLimit())
      #expect(read.records.map(\.timestamp.milliseconds) == [7000])
    }
  }
}
