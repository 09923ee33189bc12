import Testing

@testable import Batching

@Suite struct BatchBufferTests {
  /// A word on its way to somewhere.
  struct Word: BatchItem {
    struct Records: BatchRecords {
      var words: [String] = []
      var byteCount: Int { words.reduce(0) { $0 + $1.utf8.count } }
      var count: Int { words.count }
      mutating func append(_ item: Word) { words.append(item.text) }
    }

    var destination: String
    var text = "1"
    var weight: Int { text.utf8.count }
  }

  static func buffer(_ change: (inout BatchLimits) -> Void) -> BatchBuffer<Word> {
    var limits = BatchLimits(
      recordsPerRequest: 500,
      bytesPerRequest: 1 << 20,
      linger: .milliseconds(10),
      bufferedRecords: 10_000,
      bufferedBytes: 32 << 20
    )
    change(&limits)
    return BatchBuffer(limits)
  }

  @Test func `gathers by destination and seals what is full`() throws {
    var buffer = Self.buffer { $0.recordsPerRequest = 2 }
    for (destination, text) in [("a", "1"), ("b", "2"), ("a", "3"), ("b", "4"), ("a", "5")] {
      buffer.add(Word(destination: destination, text: text), now: { .zero })
    }
    let first = buffer.take()
    #expect(first?.destination == "a" && first?.records.words == ["1", "3"])
    #expect(buffer.take()?.records.words == ["2", "4"])
    #expect(buffer.take() == nil && buffer.nextDue != nil)
    buffer.sealAll()
    #expect(buffer.take()?.records.words == ["5"])
    #expect(buffer.take() == nil && buffer.nextDue == nil)
  }

  @Test func `seals by size, before it would grow too large`() throws {
    var buffer = Self.buffer { $0.bytesPerRequest = 50 }
    let word = Word(destination: "a", text: String(repeating: "x", count: 30))
    for _ in 1...3 { buffer.add(word, now: { .zero }) }
    #expect(buffer.take()?.records.count == 1)
    #expect(buffer.take()?.records.count == 1)
    buffer.add(
      Word(destination: "a", text: String(repeating: "x", count: 100)),
      now: { .zero }
    )
    #expect(buffer.take()?.records.count == 1, "the third one gives way")
    #expect(buffer.take()?.records.count == 1, "a large one goes alone")
  }

  @Test func `lets a batch go when its first record has waited long enough`() throws {
    var buffer = Self.buffer { _ in }
    buffer.add(Word(destination: "a"), now: { .zero })
    buffer.add(Word(destination: "b"), now: { .milliseconds(4) })
    #expect(buffer.nextDue == .milliseconds(10))
    buffer.sealDue(now: .milliseconds(9))
    #expect(buffer.take() == nil)
    buffer.sealDue(now: .milliseconds(10))
    #expect(buffer.take()?.destination == "a" && buffer.take() == nil)
    #expect(buffer.nextDue == .milliseconds(14))
  }

  @Test func `has room for so many records and bytes, and always for one`() throws {
    var buffer = Self.buffer {
      $0.bufferedRecords = 2
      $0.bufferedBytes = 100
    }
    let small = Word(destination: "a")
    let large = Word(destination: "a", text: String(repeating: "x", count: 200))
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
    buffer.settled(batch)
    #expect(buffer.hasRoom(for: large) && buffer.outstanding.isEmpty)
  }
}
