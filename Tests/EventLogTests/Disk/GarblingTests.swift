import Testing

@testable import EventLog

/// Whatever happens to the files: no crash, no record that was not written, and every gap is told.
@Suite struct GarblingTests {
  private static let written = (0..<3).map { partition in
    (0..<60).map { "p\(partition) value \($0) " + String(repeating: "x", count: $0 % 50) }
  }

  private static func makeFiles() async throws -> MemoryFolder {
    let folder = MemoryFolder()
    let log = try folder.openLog(segmentBytes: 2 << 10)
    let topic = try await log.makeTopic("t", partitions: 3)
    for index in 0..<60 {
      let records = (0..<3).map { Record(partition: $0, key: "k", value: written[$0][index]) }
      _ = try await log.append(records, to: topic, idempotencyKey: "key \(index)")
      try await log.commit([TopicPartition(topic, 0): .init(index)], for: "g", as: nil)
    }
    return folder
  }

  @Test(arguments: 0..<60)
  func `garbled files never crash and never lie`(seed: Int) async throws {
    var random = SeededGenerator(UInt64(seed))
    let folder = try await Self.makeFiles()
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let name = try #require(folder.names().sorted().randomElement(using: &random))
      var bytes = try folder.bytes(name)
      Self.garble(&bytes, &random)
      try folder.replace(name, bytes)
    }
    let log = try folder.openLog(segmentBytes: 2 << 10)
    try await check(log)
    // It can be written to, and what is written then is read back, now and later.
    let topic = try TopicName("t")
    guard (try? await log.describeTopic(topic)) != nil else { return }
    let placed = try await log.append([Record(value: "after")], to: topic).placements
    for log in [log, try folder.openLog(segmentBytes: 2 << 10)] {
      let read = try await log.read(
        TopicPartition(topic, 0),
        from: placed[0].offset,
        upTo: ReadLimit()
      )
      #expect(read.records.first?.value == Array("after".utf8)[...])
    }
    _ = try await log.verify()
  }

  private static func garble(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: bytes.indices, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: bytes.removeLast(bytes.count - place)
    case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 2:
      for index in place..<min(bytes.count, place + 200) {
        bytes[index] = UInt8.random(in: 0...255, using: &random)
      }
    default:
      let other = Int.random(in: bytes.indices, using: &random)
      let length = min(100, bytes.count - max(place, other))
      bytes.replaceSubrange(place..<place + length, with: Array(bytes[other..<other + length]))
    }
  }

  private func check(_ log: EmbeddedLog) async throws {
    for topic in try await log.topics() where topic.name.description == "t" {
      for number in 0..<topic.partitions {
        let partition = TopicPartition(topic.name, number)
        let available = try await log.offsets(of: partition)
        var next = available.lowerBound
        while next < available.upperBound {
          do {
            let result = try await log.read(partition, from: next, upTo: ReadLimit(bytes: 500))
            for record in result.records {
              let text = String(decoding: record.value ?? [], as: UTF8.self)
              #expect(text == Self.written[number][record.offset])
            }
            #expect(result.nextOffset > next)
            next = result.nextOffset
          } catch {
            #expect(error.code == .damaged)
            let range = try #require(error.range)
            #expect(range.lowerBound == next && range.upperBound <= available.upperBound)
            next = range.upperBound
          }
        }
      }
    }
  }
}

/// A generator that repeats itself (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
