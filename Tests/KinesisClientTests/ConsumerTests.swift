import Foundation
import JSONBytes
import KinesisClient
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct ConsumerTests {
  typealias Options = KinesisStream.ConsumerOptions

  private static var untilTip: Options {
    var options = Options()
    options.end = .atTip
    return options
  }

  /// Everything a consumer gives until its end.
  private func read(
    _ stream: PretendStream,
    _ options: Options = ConsumerTests.untilTip
  ) async throws -> (records: [KinesisRecord], checkpoint: StreamCheckpoint) {
    try await stream.kinesis.stream.withConsumer(options) { records in
      var all: [KinesisRecord] = []
      for try await record in records { all.append(record) }
      return (all, records.checkpoint)
    }
  }

  private func texts(_ records: [KinesisRecord], in shard: Int? = nil) -> [String] {
    records.filter { shard == nil || $0.shardID.rawValue.hasSuffix("\(shard ?? 0)") }
      .map { String(decoding: $0.data, as: UTF8.self) }
  }

  @Test func `everything that is there is read, each shard in its order`() async throws {
    let stream = PretendStream(shards: 3)
    for number in 0..<60 { stream.put("\(number)", in: number % 3) }
    stream.change { $0.pageSize = 7 }
    let (records, checkpoint) = try await read(stream)
    for shard in 0..<3 {
      #expect(texts(records, in: shard) == stride(from: shard, to: 60, by: 3).map { "\($0)" })
    }
    #expect(checkpoint.shards.count == 3)
    #expect(checkpoint.shards["shardId-000000000002"] == .after("1060"))
  }

  @Test func `reads of a shard keep their distance`() async throws {
    let stream = PretendStream(shards: 1)
    for number in 0..<5 { stream.put("\(number)", in: 0) }
    stream.change { $0.pageSize = 1 }
    _ = try await read(stream)
    #expect(stream.clock.sleeps == Array(repeating: .milliseconds(200), count: 4))
    var hasty = Self.untilTip
    hasty.readInterval = .zero
    _ = try await read(stream, hasty)
    #expect(stream.clock.sleeps.count == 4)
  }

  @Test func `an empty read is not the end while the shard is behind`() async throws {
    let stream = PretendStream(shards: 1)
    stream.put("late", in: 0)
    stream.change { $0.emptyReads = 4 }
    #expect(texts(try await read(stream).records) == ["late"])
  }

  @Test(arguments: [true, false])
  func `parents come before children, however they are found`(isTold: Bool) async throws {
    let stream = PretendStream(shards: 2)
    stream.change {
      $0.tellsChildren = isTold
      $0.pageSize = 2
    }
    for number in 0..<9 { stream.put("a\(number)", in: number % 2) }
    stream.reshard([0], into: 2)
    stream.put("b", in: 2)
    stream.reshard([1, 3], into: 1)
    stream.put("c", in: 4)
    let (records, checkpoint) = try await read(stream)
    #expect(records.count == 11)
    let order = texts(records)
    let place = { (text: String) in order.firstIndex(of: text) ?? -1 }
    #expect(place("b") > place("a8"))
    #expect(place("c") > place("a7"))
    #expect(checkpoint.shards["shardId-000000000000"] == .finished)
    #expect(checkpoint.shards["shardId-000000000003"] == .finished)
    #expect(checkpoint.shards["shardId-000000000004"] == .after("1011"))
  }

  @Test func `a shard that is split while it is read is followed`() async throws {
    let stream = PretendStream(shards: 1)
    for number in 0..<4 { stream.put("\(number)", in: 0) }
    let steps = Mutex(0)
    stream.change { state in
      state.pageSize = 2
      state.beforeRead = { stream, shard, place in
        guard shard.hasSuffix("0"), place == 2, steps.withLock({ $0 == 0 }) else { return }
        steps.withLock { $0 = 1 }
        stream.reshard([0], into: 2)
        stream.put("left", in: 1)
        stream.put("right", in: 2)
      }
    }
    var options = Options()
    options.bufferedRecords = 1
    let texts = try await stream.kinesis.stream.withConsumer(options) { records in
      var texts: [String] = []
      for try await record in records {
        texts.append(String(decoding: record.data, as: UTF8.self))
        if texts.count == 6 { break }
      }
      return texts
    }
    #expect(texts.prefix(4) == ["0", "1", "2", "3"])
    #expect(Set(texts.suffix(2)) == ["left", "right"])
  }

  @Test func `an expired iterator is made anew behind the last record`() async throws {
    let stream = PretendStream(shards: 1)
    for number in 0..<6 { stream.put("\(number)", in: 0) }
    stream.change { state in
      state.pageSize = 2
      state.beforeRead = { stream, _, place in if place == 2 { stream.expireIterators() } }
    }
    let kinesis = stream.kinesis
    // Each time the reader stands behind two records, its iterator expires: once is enough.
    let once = Mutex(false)
    stream.change { state in
      state.beforeRead = { stream, _, place in
        let isFirst = once.withLock { once in
          defer { if place == 2 { once = true } }
          return place == 2 && !once
        }
        if isFirst { stream.expireIterators() }
      }
    }
    let records = try await kinesis.stream.withConsumer(Self.untilTip) { records in
      var all: [KinesisRecord] = []
      for try await record in records { all.append(record) }
      return all
    }
    #expect(texts(records) == ["0", "1", "2", "3", "4", "5"])
    let made = kinesis.transport.asked.filter { $0.operation == "GetShardIterator" }
    #expect(
      made.map { $0.body["ShardIteratorType"]?.string } == [
        "TRIM_HORIZON", "AFTER_SEQUENCE_NUMBER",
      ]
    )
    #expect(made[1].body["StartingSequenceNumber"] == "1002")
  }

  @Test func `iterators that expire at once end in an error`() async throws {
    let stream = PretendStream(shards: 1)
    stream.change { $0.beforeRead = { stream, _, _ in stream.expireIterators() } }
    let error = await #expect(throws: KinesisError.self) { try await read(stream) }
    #expect(error?.code == .expiredIterator)
  }

  @Test func `a shard that others read too is waited for`() async throws {
    let stream = PretendStream(shards: 1)
    stream.put("x", in: 0)
    stream.change {
      $0.trouble = Array(
        repeating: error("ProvisionedThroughputExceededException", "Rate exceeded"),
        count: 30
      )
    }
    #expect(texts(try await read(stream).records) == ["x"])
  }

  @Test func `a failure comes behind the records that came before it`() async throws {
    let stream = PretendStream(shards: 1)
    for number in 0..<4 { stream.put("\(number)", in: 0) }
    stream.change { state in
      state.pageSize = 2
      state.beforeRead = { stream, _, place in
        if place == 2 { stream.change { $0.trouble = [error("AccessDeniedException")] } }
      }
    }
    let seen = Mutex(0)
    let failure = await #expect(throws: KinesisError.self) {
      try await stream.kinesis.stream.withConsumer { records in
        for try await _ in records { seen.withLock { $0 += 1 } }
      }
    }
    #expect(failure?.code == .accessDenied && seen.withLock { $0 } == 2)
    #expect(failure?.description.hasPrefix("GetRecords on pins shardId-000000000000") == true)
  }

  @Test func `a stream that is not there is known before the closure is called`() async {
    let kinesis = TestKinesis([error("ResourceNotFoundException")])
    await #expect(throws: KinesisError.self) {
      try await kinesis.stream.withConsumer { _ in Issue.record("there is nothing to read") }
    }
  }

  @Test func `a shard whose records are all gone has ended`() async throws {
    let stream = PretendStream(shards: 1)
    stream.reshard([0], into: 1)
    stream.put("child", in: 1)
    stream.change { state in
      state.beforeRead = { stream, shard, _ in
        guard shard.hasSuffix("0") else { return }
        stream.change { $0.shards.removeAll { $0.id == shard } }
      }
    }
    #expect(texts(try await read(stream).records) == ["child"])
  }

  @Test func `latest is what is written from the moment the closure is called`() async throws {
    let stream = PretendStream(shards: 3)
    stream.put("old", in: 1)
    stream.reshard([0], into: 1)
    var options = Options()
    options.start = .latest
    let kinesis = stream.kinesis
    let first = try await kinesis.stream.withConsumer(options) { records in
      #expect(records.checkpoint.shards["shardId-000000000000"] == .finished)
      #expect(records.checkpoint.shards["shardId-000000000001"] == .timestamp(StepClock.moment))
      stream.put("new", in: 1)
      for try await record in records { return String(decoding: record.data, as: UTF8.self) }
      return ""
    }
    #expect(first == "new")
  }

  @Test func `a moment is begun with`() async throws {
    let stream = PretendStream(shards: 1)
    stream.put("early", in: 0)
    stream.clock.advance(by: .seconds(100))
    stream.put("late", in: 0)
    var options = Self.untilTip
    options.start = .timestamp(StepClock.moment.addingTimeInterval(50))
    #expect(texts(try await read(stream, options).records) == ["late"])
  }

  @Test func `a writer that never stops does not keep the tip away`() async throws {
    let stream = PretendStream(shards: 1)
    for number in 0..<3 { stream.put("\(number)", in: 0) }
    stream.change { state in
      state.pageSize = 2
      state.beforeRead = { stream, _, _ in
        stream.clock.advance(by: .seconds(1))
        for _ in 0..<5 { stream.put("more", in: 0) }
      }
    }
    let (records, _) = try await read(stream)
    #expect(texts(records).prefix(3) == ["0", "1", "2"] && records.count < 20)
  }

  @Test func `going through the records twice is the programmer's mistake, cancelling is none`()
    async throws
  {
    let stream = PretendStream(shards: 1)
    let task = Task {
      try await stream.kinesis.stream.withConsumer { records in
        for try await _ in records {}
      }
    }
    task.cancel()
    let result = await task.result
    #expect(throws: KinesisError.self) { try result.get() }
  }
}
