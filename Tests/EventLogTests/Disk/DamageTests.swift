import Testing

@testable import EventLog

@Suite struct DamageTests {
  /// Ten appends of one record each to one segment, and where their frames begin.
  private func tenRecords() async throws -> (MemoryFolder, [Int], TopicPartition) {
    let folder = MemoryFolder()
    let log = try folder.openLog(segmentBytes: 1 << 20)
    let topic = try await log.makeTopic("t")
    var starts: [Int] = []
    for index in 0..<10 {
      starts.append(try folder.bytes("0000000001.log").count)
      _ = try await log.append([Record(value: "value \(index)")], to: topic)
    }
    starts.append(try folder.bytes("0000000001.log").count)
    return (folder, starts, TopicPartition(topic, 0))
  }

  @Test func `a torn tail is cut wherever it was torn`() async throws {
    let (folder, starts, partition) = try await tenRecords()
    let whole = try folder.bytes("0000000001.log")
    for length in starts[8]..<starts[10] {
      try folder.replace("0000000001.log", Array(whole.prefix(length)))
      let log = try folder.openLog(segmentBytes: 1 << 20)
      let kept = length < starts[9] ? 8 : 9
      #expect(try await log.offsets(of: partition) == 0..<kept)
      #expect(log.recovery.tornBytes == length - starts[kept])
      #expect(log.recovery.damage == [])
      #expect(try await log.texts(partition).count == kept)
      let receipt = try await log.append([Record(value: "new")], to: partition.topic)
      #expect(receipt.placements.map(\.offset) == [kept])
      #expect(try await log.texts(partition).last == "new")
    }
  }

  @Test func `zeros behind the end are a torn tail too`() async throws {
    let (folder, starts, partition) = try await tenRecords()
    let whole = try folder.bytes("0000000001.log")
    try folder.replace("0000000001.log", whole + Array(repeating: 0, count: 5000))
    let log = try folder.openLog()
    #expect(log.recovery.tornBytes == 5000)
    #expect(try await log.texts(partition).count == 10)
    #expect(try folder.bytes("0000000001.log").count == starts[10])
  }

  @Test func `an append over several frames is torn as one`() async throws {
    let folder = MemoryFolder()
    let log = try folder.openLog(segmentBytes: 1 << 20)
    let topic = try await log.makeTopic("t", partitions: 3)
    _ = try await log.append([Record(value: "before")], to: topic)
    let start = try folder.bytes("0000000001.log").count
    let records = (0..<9).map { Record(partition: $0 % 3, value: "v\($0)") }
    _ = try await log.append(records, to: topic, idempotencyKey: "key")
    let whole = try folder.bytes("0000000001.log")
    for length in stride(from: start, to: whole.count, by: 5) {
      try folder.replace("0000000001.log", Array(whole.prefix(length)))
      let again = try folder.openLog(segmentBytes: 1 << 20)
      #expect(try await again.offsets(of: TopicPartition(topic, 0)) == 0..<1)
      #expect(try await again.offsets(of: TopicPartition(topic, 2)) == 0..<0)
      #expect(try await !again.append(records, to: topic, idempotencyKey: "key").isRepeat)
    }
  }

  @Test(arguments: [FrameHeader.byteCount + 2, 9, 33])
  func `a damaged middle is reported and never served`(offsetInFrame: Int) async throws {
    let (folder, starts, partition) = try await tenRecords()
    var bytes = try folder.bytes("0000000001.log")
    bytes[starts[4] + offsetInFrame] ^= 0x40
    try folder.replace("0000000001.log", bytes)
    let log = try folder.openLog(segmentBytes: 1 << 20)
    #expect(log.recovery.tornBytes == 0)
    #expect(log.recovery.damage.map(\.bytes) == [starts[4]..<starts[5]])
    #expect(try await log.read(partition, from: 0, upTo: ReadLimit()).nextOffset == 4)
    let error = await expect(.damaged) {
      _ = try await log.read(partition, from: 4, upTo: ReadLimit())
    }
    #expect(error?.range == 4..<5)
    #expect(try await log.texts(partition, from: 5) == (5..<10).map { "value \($0)" })
    let found = try await log.verify()
    #expect(found.contains { $0.partition == partition && $0.offsets == 4..<5 })
  }

  @Test func `damage in a closed segment is found when it is read`() async throws {
    let folder = MemoryFolder()
    let log = try folder.openLog()
    let topic = try await log.makeTopic("t")
    let partition = TopicPartition(topic, 0)
    for index in 0..<100 {
      _ = try await log.append(
        [Record(value: "value \(index) " + String(repeating: "x", count: 200))],
        to: topic
      )
    }
    var bytes = try folder.bytes("0000000003.log")
    bytes[2000] ^= 1
    try folder.replace("0000000003.log", bytes)
    let again = try folder.openLog()
    #expect(again.recovery.damage == [])
    var next = 0
    var lost: [Range<Int>] = []
    var count = 0
    while next < 100 {
      do {
        let result = try await again.read(partition, from: next, upTo: ReadLimit())
        count += result.records.count
        next = result.nextOffset
      } catch {
        #expect(error.code == .damaged)
        let range = try #require(error.range)
        #expect(range.lowerBound == next)
        lost.append(range)
        next = range.upperBound
      }
    }
    #expect(lost.count == 1 && count + lost[0].count == 100 && lost[0].count == 1)
    let found = try await again.verify()
    #expect(found.contains { $0.file == "0000000003.log" && $0.offsets == lost[0] })
  }

  @Test func `a lost segment leaves a gap that says how far it goes`() async throws {
    let folder = MemoryFolder()
    let log = try folder.openLog()
    let topic = try await log.makeTopic("t")
    let partition = TopicPartition(topic, 0)
    for _ in 0..<100 {
      _ = try await log.append([Record(value: String(repeating: "x", count: 200))], to: topic)
    }
    folder.remove("0000000003.log")
    let again = try folder.openLog()
    let before = try await again.read(partition, from: 0, upTo: ReadLimit()).nextOffset
    let error = await expect(.damaged) {
      _ = try await again.read(partition, from: before, upTo: ReadLimit())
    }
    let end = try #require(error?.range?.upperBound)
    #expect(try await again.texts(partition, from: end).count == 100 - end)
  }
}
