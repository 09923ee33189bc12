import Foundation
import Testing

@testable import KafkaRESTClient

@Suite struct BatchBufferTests {
  static func buffer(_ change: (inout BatchingOptions) -> Void) -> BatchBuffer {
    var options = BatchingOptions()
    options.linger = .milliseconds(10)
    change(&options)
    return BatchBuffer(options)
  }

  static func item(_ topic: TopicName, _ value: String = "1") -> BatchBuffer.Item {
    let record = Array(#"{"value":\#(value)}"#.utf8)
    return BatchBuffer.Item(topic: topic, record: record, listener: nil)
  }

  static func body(_ batch: BatchBuffer.Batch?) -> String? {
    guard var records = batch?.records else { return nil }
    return String(decoding: records.finish(schemas: RecordSchemas()), as: UTF8.self)
  }

  @Test func `gathers by topic and seals what is full`() throws {
    var buffer = Self.buffer { $0.recordsPerRequest = 2 }
    for (topic, value) in [("a", "1"), ("b", "2"), ("a", "3"), ("b", "4"), ("a", "5")] {
      buffer.add(Self.item(try TopicName(topic), value), now: { .zero })
    }
    let first = buffer.take()
    #expect(first?.topic == "a")
    #expect(Self.body(first) == #"{"records":[{"value":1},{"value":3}]}"#)
    #expect(Self.body(buffer.take()) == #"{"records":[{"value":2},{"value":4}]}"#)
    #expect(buffer.take() == nil && !buffer.isDrained)
    buffer.sealAll()
    #expect(Self.body(buffer.take()) == #"{"records":[{"value":5}]}"# && buffer.isDrained)
  }

  @Test func `seals by size, before it would grow too large`() throws {
    var buffer = Self.buffer { $0.bytesPerRequest = 50 }
    for _ in 1...3 { buffer.add(Self.item("a", #""0123456789""#), now: { .zero }) }
    #expect(buffer.take()?.listeners.count == 1)
    #expect(buffer.take()?.listeners.count == 1)
    buffer.add(Self.item("a", "\"\(String(repeating: "x", count: 100))\""), now: { .zero })
    #expect(buffer.take()?.listeners.count == 1, "the third one gives way")
    #expect(buffer.take()?.listeners.count == 1, "a large one goes alone")
  }

  @Test func `lets a batch go when its first record has waited long enough`() throws {
    var buffer = Self.buffer { _ in }
    buffer.add(Self.item("a"), now: { .zero })
    buffer.add(Self.item("b"), now: { .milliseconds(4) })
    #expect(buffer.nextDue == .milliseconds(10))
    buffer.sealDue(now: .milliseconds(9))
    #expect(buffer.take() == nil)
    buffer.sealDue(now: .milliseconds(10))
    #expect(buffer.take()?.topic == "a" && buffer.take() == nil)
    #expect(buffer.nextDue == .milliseconds(14))
  }

  @Test func `has room for so many records and bytes, and always for one`() throws {
    var buffer = Self.buffer {
      $0.bufferedRecords = 2
      $0.bufferedBytes = 100
    }
    let small = Self.item("a")
    let large = Self.item("a", "\"\(String(repeating: "x", count: 200))\"")
    #expect(buffer.hasRoom(for: large))
    buffer.add(small, now: { .zero })
    #expect(buffer.hasRoom(for: small) && !buffer.hasRoom(for: large))
    buffer.add(small, now: { .zero })
    #expect(!buffer.hasRoom(for: small))
    buffer.sealAll()
    let taken = buffer.take()
    let batch = try #require(taken)
    #expect(!buffer.hasRoom(for: small), "what is under way still counts")
    #expect(buffer.outstanding == [batch.number])
    buffer.settled(batch.number, records: batch.listeners.count, weight: batch.weight)
    #expect(buffer.hasRoom(for: large) && buffer.outstanding.isEmpty)
  }
}
