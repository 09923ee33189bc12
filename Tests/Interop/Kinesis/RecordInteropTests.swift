import Foundation
import KinesisClient
import TestKit
import Testing

extension MotoInterop {
  @Suite(.timeLimit(.minutes(2))) struct RecordInteropTests {
    private static func everything(
      of stream: KinesisStream,
      from checkpoint: StreamCheckpoint? = nil,
      atMost limit: Int = .max
    ) async throws -> (records: [KinesisRecord], checkpoint: StreamCheckpoint) {
      var options = KinesisStream.ConsumerOptions()
      options.end = .atTip
      options.checkpoint = checkpoint
      options.readInterval = .milliseconds(10)
      options.recordsPerRead = 300
      return try await stream.withConsumer(options) { records in
        var all: [KinesisRecord] = []
        for try await record in records {
          all.append(record)
          if all.count == limit { break }
        }
        return (all, records.checkpoint)
      }
    }

    @Test func `what is put is read, byte for byte, from the shard the key says`() async throws {
      try await MotoInterop.server.withStream("bytes", shards: 5) { stream in
        let entries = (0..<1_200).map { number in
          PutEntry(
            data: (0..<number % 300).map { UInt8(truncatingIfNeeded: $0 &* number) },
            partitionKey: "key \(number) é\"\\"
          )
        }
        let report = await stream.putRecords(entries)
        let written = try report.get()
        #expect(report.requests == 3 && report.throttles == 0)
        let description = try await stream.describe()
        for (entry, record) in zip(entries, written) {
          #expect(description.shard(taking: entry.partitionKey)?.id == record.shardID)
        }
        let (read, _) = try await Self.everything(of: stream)
        #expect(read.count == entries.count)
        let byKey = Dictionary(uniqueKeysWithValues: read.map { ($0.partitionKey, $0) })
        for (entry, record) in zip(entries, written) {
          let found = try #require(byKey[entry.partitionKey])
          #expect(found.data == entry.data && found.shardID == record.shardID)
          #expect(found.sequenceNumber == record.sequenceNumber)
          #expect(abs(found.approximateArrivalTimestamp.timeIntervalSinceNow) < 60)
        }
      }
    }

    @Test(arguments: [("partition-1", 2), ("partition-2", 0), ("partition-3", 3)])
    func `the course's keys go where the course's readers look`(key: String, shard: Int)
      async throws
    {
      let name = try StreamName("course-\(key)")
      try await MotoInterop.server.withStream(name, shards: 5) { stream in
        let record = try await stream.put(PutEntry("{}", partitionKey: key))
        #expect(record.shardID.rawValue == "shardId-00000000000\(shard)")
        let entry = PutEntry(data: [], partitionKey: key, explicitHashKey: 1)
        #expect(try await stream.put(entry).shardID == "shardId-000000000000")
      }
    }

    @Test func `boto3 reads what we put, and we read what boto3 puts`() async throws {
      let server = try MotoInterop.server
      try await server.withStream("both") { stream in
        let theirs = #"""
          for number in range(3):
            kinesis.put_record(StreamName='both', Data='{"é":%d}' % number, PartitionKey='p')
          """#
        _ = try await server.boto3(theirs)
        _ = await stream.putRecords([PutEntry(#"{"ours":1}"#, partitionKey: "q")])
        let read = try await Self.everything(of: stream).records
        #expect(
          read.map { String(decoding: $0.data, as: UTF8.self) }
            == [#"{"é":0}"#, #"{"é":1}"#, #"{"é":2}"#, #"{"ours":1}"#]
        )
        let ours = #"""
          place = kinesis.get_shard_iterator(StreamName='both', ShardId='shardId-000000000000',
            ShardIteratorType='TRIM_HORIZON')['ShardIterator']
          last = kinesis.get_records(ShardIterator=place)['Records'][-1]
          print(last['Data'].decode(), last['PartitionKey'])
          """#
        #expect(try await server.boto3(ours) == "{\"ours\":1} q\n")
      }
    }

    @Test func `reading goes on behind a checkpoint`() async throws {
      try await MotoInterop.server.withStream("resumed", shards: 3) { stream in
        _ = try await put(0..<50, into: stream)
        let first = try await Self.everything(of: stream, atMost: 17)
        let kept = try StreamCheckpoint(json: first.checkpoint.json)
        _ = try await put(50..<80, into: stream)
        let second = try await Self.everything(of: stream, from: kept)
        let all = (first.records + second.records).map(\.partitionKey)
        #expect(all.count == 80 && Set(all).count == 80)
        #expect(try await Self.everything(of: stream, from: second.checkpoint).records.isEmpty)
      }
    }

    @Test func `latest begins now, a moment begins then`() async throws {
      try await MotoInterop.server.withStream("begun") { stream in
        _ = try await put(0..<3, into: stream)
        // moto keeps times to the microsecond, Kinesis to the millisecond.
        try await Task.sleep(for: .milliseconds(20))
        let moment = Date()
        try await Task.sleep(for: .milliseconds(20))
        _ = try await put(3..<5, into: stream)
        var options = KinesisStream.ConsumerOptions()
        options.start = .timestamp(moment)
        options.end = .atTip
        let since = try await stream.withConsumer(options) { records in
          try await records.reduce(into: []) { $0.append($1.partitionKey) }
        }
        #expect(since == ["3", "4"])
        options.start = .latest
        options.end = .never
        let next = try await stream.withConsumer(options) { records in
          _ = try await put(5..<6, into: stream)
          for try await record in records { return record.partitionKey }
          return ""
        }
        #expect(next == "5")
      }
    }

    @Test func `records gather into requests, and batches come of them`() async throws {
      try await MotoInterop.server.withStream("gathered", shards: 2) { stream in
        var gathering = StreamProducer.Options()
        // moto loses records that two requests put into a shard at the same moment.
        gathering.requestsAtOnce = 1
        let tally = try await stream.withProducer(options: gathering) { producer in
          for number in 0..<2_000 {
            try await producer.add(PutEntry("\(number)", partitionKey: "\(number)"))
          }
          await producer.flush()
          return producer.tally
        }
        #expect(tally.written == 2_000 && tally.possiblyDuplicated == 0)
        var options = KinesisStream.ConsumerOptions()
        options.end = .atTip
        var limits = StreamBatches.Limits()
        limits.records = 700
        let sizes = try await stream.withConsumer(options) { records in
          try await records.batches(limits).reduce(into: []) { $0.append($1.records.count) }
        }
        #expect(sizes == [700, 700, 600])
      }
    }

    @Test func `records keep their order where it is asked for`() async throws {
      try await MotoInterop.server.withStream("ordered") { stream in
        let entries = (0..<20).map { PutEntry("\($0)", partitionKey: "one") }
        let report = await stream.putInOrder(entries)
        let numbers = try report.get().map(\.sequenceNumber)
        #expect(numbers == numbers.sorted())
        let read = try await Self.everything(of: stream).records
        #expect(read.map { String(decoding: $0.data, as: UTF8.self) } == (0..<20).map { "\($0)" })
      }
    }

    private func put(_ numbers: Range<Int>, into stream: KinesisStream) async throws -> Int {
      let report = await stream.putRecords(
        numbers.map { PutEntry("\($0)", partitionKey: "\($0)") }
      )
      return try report.get().count
    }
  }
}
