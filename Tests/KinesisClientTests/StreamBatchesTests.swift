import KinesisClient
import Testing

@Suite(.timeLimit(.minutes(1))) struct StreamBatchesTests {
  private func batches(
    of stream: PretendStream,
    _ limits: StreamBatches.Limits
  ) async throws -> [StreamBatch] {
    var options = KinesisStream.ConsumerOptions()
    options.end = .atTip
    return try await stream.kinesis.stream.withConsumer(options) { records in
      var all: [StreamBatch] = []
      for try await batch in records.batches(limits) { all.append(batch) }
      return all
    }
  }

  @Test func `a batch is full by its records or by its bytes`() async throws {
    let stream = PretendStream(shards: 1)
    for _ in 0..<25 { stream.put("0123456789", in: 0) }
    stream.change { $0.pageSize = 7 }
    var limits = StreamBatches.Limits()
    limits.records = 10
    // A busy machine may be slow to read, and is not what this is about.
    limits.time = .seconds(7 * 86_400)
    let byRecords = try await batches(of: stream, limits)
    #expect(byRecords.map(\.records.count) == [10, 10, 5])
    #expect(byRecords[0].checkpoint.shards["shardId-000000000000"] == .after("1010"))
    limits.bytes = 40
    #expect(try await batches(of: stream, limits).map(\.records.count) == [4, 4, 4, 4, 4, 4, 1])
  }

  @Test func `a batch goes when its time is over, and none is empty`() async throws {
    let stream = PretendStream(shards: 1)
    stream.put("first", in: 0)
    var limits = StreamBatches.Limits()
    limits.time = .seconds(10)
    let chosen = limits
    let counts = try await stream.kinesis.stream.withConsumer { records in
      var counts: [Int] = []
      for try await batch in records.batches(chosen) {
        counts.append(batch.records.count)
        if counts.count == 2 { break }
        #expect(batch.checkpoint.shards["shardId-000000000000"] == .after("1001"))
        stream.put("second", in: 0)
      }
      return counts
    }
    #expect(counts == [1, 1])
    #expect(stream.clock.sleeps.contains { $0 > .seconds(5) && $0 <= .seconds(10) })
  }

  @Test func `the end of a stream in batches is the end of what is there`() async throws {
    let stream = PretendStream(shards: 2)
    stream.put("a", in: 0)
    stream.reshard([0], into: 1)
    stream.put("b", in: 2)
    let all = try await batches(of: stream, StreamBatches.Limits())
    #expect(all.flatMap(\.records).count == 2)
    #expect(all.last?.checkpoint.shards["shardId-000000000000"] == .finished)
  }

  @Test func `an empty stream has no batches`() async throws {
    #expect(try await batches(of: PretendStream(shards: 3), StreamBatches.Limits()).isEmpty)
  }
}
