import AWSSigV4
import CurlTransport
import Emulator
import HTTPWire
import KinesisClient
import LocalCloud
import PinterestModels
import SyntheticRows
import TestKit
import Testing

/// From rows to streams and back: what is posted is read, once and in its order.
@Suite(.timeLimit(.minutes(2))) struct StreamsJourneyTests {
  private static func kinesis(_ cloud: LocalCloud) throws -> KinesisClient<CurlTransport> {
    KinesisClient(
      transport: CurlTransport(),
      credentials: StaticCredentials(
        accessKeyID: Identity.test.accessKeyID,
        secretAccessKey: Identity.test.secretAccessKey
      ),
      region: "us-east-1",
      endpoint: try HTTPEndpoint(cloud.endpoints.aws)
    )
  }

  private static func inCloud(
    throttle: LocalCloud.Options.Throttle = .none,
    _ body: (LocalCloud, KinesisClient<CurlTransport>) async throws -> Void
  ) async throws {
    var options = LocalCloud.Options()
    options.userID = "0af8d0adfd13"
    options.throttle = throttle
    try await LocalCloud.run(options) { cloud in try await body(cloud, try kinesis(cloud)) }
  }

  private static func everything(
    of stream: KinesisStream,
    from checkpoint: StreamCheckpoint? = nil
  ) async throws -> (records: [KinesisRecord], checkpoint: StreamCheckpoint) {
    var options = KinesisStream.ConsumerOptions()
    options.end = .atTip
    options.checkpoint = checkpoint
    options.readInterval = .milliseconds(5)
    options.recordsPerRead = 100
    return try await stream.withConsumer(options) { records in
      var all: [KinesisRecord] = []
      for try await record in records { all.append(record) }
      return (all, records.checkpoint)
    }
  }

  private static func post(
    _ count: Int,
    batch: Int,
    to target: any RecordTarget
  ) async throws -> RunTally {
    var options = Emulator.Options()
    options.count = count
    options.batch = batch
    options.concurrency = 4
    options.pace.rate = .unlimited
    options.key = .index
    return try await Emulator(options, from: SyntheticRows(), to: target).run()
  }

  @Test(arguments: [1, 60])
  func `every row that goes through the gateway is read as it was posted`(batch: Int) async throws {
    try await Self.inCloud { cloud, kinesis in
      let gateway = KinesisGateway(
        CurlTransport(),
        endpoint: try HTTPEndpoint(cloud.endpoints.gateway + "/test")
      )
      let user = try UserID("0af8d0adfd13")
      let tally = try await Self.post(
        120,
        batch: batch,
        to: try KinesisTarget(gateway, userID: user)
      )
      #expect(tally.total.acknowledged == 360 && tally.total.failed == 0)
      var bytes = 0
      for table in Table.allCases {
        let stream = kinesis.stream(try StreamName(user.stream(of: table)))
        let records = try await Self.everything(of: stream).records
        #expect(records.count == 120)
        bytes += records.reduce(0) { $0 + $1.data.count }
        #expect(records.allSatisfy { $0.data.first == UInt8(ascii: "{") })
      }
      #expect(bytes == tally.total.bytes)
    }
  }

  @Test func `every row that goes straight to its stream is there too`() async throws {
    try await Self.inCloud { _, kinesis in
      let user = try UserID("0af8d0adfd13")
      let tally = try await Self.post(500, batch: 100, to: try KinesisTarget(kinesis, userID: user))
      #expect(tally.total.acknowledged == 1_500)
      let stream = kinesis.stream("streaming-0af8d0adfd13-user")
      let description = try await stream.describe()
      let (records, checkpoint) = try await Self.everything(of: stream)
      #expect(records.count == 500)
      for record in records {
        #expect(description.shard(taking: record.partitionKey)?.id == record.shardID)
      }
      #expect(try await Self.everything(of: stream, from: checkpoint).records.isEmpty)
    }
  }

  @Test func `a reader whose iterators expire loses nothing`() async throws {
    try await Self.inCloud { cloud, kinesis in
      let stream = kinesis.stream("streaming-0af8d0adfd13-pin")
      let entries = (0..<300).map { PutEntry("\($0)", partitionKey: "\($0)") }
      #expect(await stream.putRecords(entries).isComplete)
      var options = KinesisStream.ConsumerOptions()
      options.end = .atTip
      options.readInterval = .milliseconds(1)
      options.recordsPerRead = 10
      // Reading must wait for the closure, so that time can pass between two reads.
      options.bufferedRecords = 1
      let read = try await stream.withConsumer(options) { records in
        var read: [String] = []
        for try await record in records {
          read.append(record.partitionKey)
          if read.count % 100 == 50 { cloud.clock.advance(by: .seconds(301)) }
        }
        return read
      }
      #expect(read.count == 300 && Set(read).count == 300)
    }
  }

  @Test(arguments: [false, true])
  func `a reader follows what is split and merged, and keeps the order of keys`(
    isFanOut: Bool
  ) async throws {
    try await Self.inCloud { _, kinesis in
      let stream = kinesis.stream("reshaped")
      try await stream.create(shards: 1)
      try await stream.becomesActive()
      var options = KinesisStream.ConsumerOptions()
      options.readInterval = .milliseconds(5)
      options.recordsPerRead = 20
      options.bufferedRecords = 50
      if isFanOut { options.fanOut = try await stream.registerConsumer("reader").arn }
      let read = try await stream.withConsumer(options) { records in
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask { try await Self.reshape(stream) }
          var numbers: [String: [Int]] = [:]
          var count = 0
          for try await record in records {
            let number = Int(String(decoding: record.data, as: UTF8.self)) ?? -1
            numbers[record.partitionKey, default: []].append(number)
            count += 1
            if count == 200 { break }
          }
          try await group.waitForAll()
          return numbers
        }
      }
      #expect(read.count == 5)
      for numbers in read.values { #expect(numbers == Array(0..<40)) }
      let shards = try await stream.shards().all()
      #expect(shards.count { !$0.isOpen } == 4 && shards.count { $0.isOpen } == 2)
    }
  }

  /// Puts 40 records of each of five keys, and changes the shards four times meanwhile.
  private static func reshape(_ stream: KinesisStream) async throws {
    for round in 0..<4 {
      let entries = (round * 10..<round * 10 + 10).flatMap { number in
        (0..<5).map { PutEntry("\(number)", partitionKey: "key-\($0)") }
      }
      #expect(await stream.putInOrder(entries).isComplete)
      let open = try await stream.describe().openShards
      if open.count == 1 {
        try await stream.split(open[0])
      } else if round == 1 {
        try await stream.merge(open[0].id, with: open[1].id)
      }
      try await stream.becomesActive()
    }
  }

  @Test func `a shard that has no room for a request gets all of it in the end`() async throws {
    try await Self.inCloud(throttle: .realistic) { _, kinesis in
      let stream = kinesis.stream("streaming-0af8d0adfd13-user")
      // More than a second's room in one request, however slow this machine is.
      let entries = (0..<5).map { number in
        PutEntry(data: [UInt8](repeating: UInt8(number), count: 300 << 10), partitionKey: "one")
      }
      let report = await stream.putRecords(entries)
      #expect(report.isComplete, "\(report.outcomes.filter { $0.written == nil })")
      #expect(report.throttles > 0 && report.requests > 1)
      let (records, _) = try await Self.everything(of: stream)
      #expect(Set(records.map { $0.data[0] }) == Set(0..<5) && records.count == 5)
    }
  }

  @Test(.enabled(if: Peers.wantsSlowProofs))
  func `a minute at three times a shard's limit loses nothing`() async throws {
    try await Self.inCloud(throttle: .realistic) { _, kinesis in
      var options = Emulator.Options()
      options.count = 60_000
      options.tables = [.user]
      options.batch = 500
      options.concurrency = 16
      options.pace.rate = .unlimited
      options.key = .fixed(KeyChoice.coursePartition)
      let target = try KinesisTarget(kinesis, userID: UserID("0af8d0adfd13"))
      let tally = try await Emulator(options, from: SyntheticRows(), to: target).run()
      #expect(tally.total.acknowledged == 60_000 && tally.total.possiblyDuplicated == 0)
      #expect(tally.throttles > 0)
      let (records, _) = try await Self.everything(
        of: kinesis.stream("streaming-0af8d0adfd13-user")
      )
      #expect(records.count == 60_000)
    }
  }

  @Test func `a stream that is not there is told of by name, through the gateway too`() async throws
  {
    try await Self.inCloud { cloud, kinesis in
      let endpoint = try HTTPEndpoint(cloud.endpoints.gateway + "/test")
      let target = try KinesisTarget(
        KinesisGateway(CurlTransport(), endpoint: endpoint),
        userID: UserID("nobody")
      )
      let tally = try await Self.post(1, batch: 1, to: target)
      #expect(tally.total.failed == 3)
      let failure = tally.failures["ResourceNotFoundException"]
      #expect(failure?.count == 3)
      #expect(failure?.firstMessage.contains("has to be created first") == true)
      let error = await #expect(throws: KinesisError.self) {
        try await kinesis.stream("nope").summary()
      }
      #expect(error?.message == "Stream nope under account 123456789012 not found.")
    }
  }
}
