import AWSSigV4
import CurlTransport
import Foundation
import HTTPWire
import KafkaRESTClient
import KinesisClient
import Lakehouse
import LocalCloud
import Testing

/// The sources against a cloud of ours; what they stand on is tested against servers of others.
@Suite(.timeLimit(.minutes(1))) struct CloudSourceTests {
  @Test func `every record of a stream that is split and merged meanwhile is read once`()
    async throws
  {
    try await LocalCloud.run { cloud in
      let client = KinesisClient(
        transport: CurlTransport(),
        credentials: StaticCredentials(
          Credentials(accessKeyID: "test", secretAccessKey: "test")
        ),
        region: "us-east-1",
        endpoint: try HTTPEndpoint(cloud.endpoints.aws)
      )
      let stream = client.stream("numbers")
      try await stream.create(shards: 2)
      try await Self.put(0..<50, to: stream)
      let source = KinesisSource(stream)
      var reader = Reader(source, try await source.start())
      try await reader.read(to: 30)
      let open = try await Self.openShards(stream)
      try await stream.split(open[0])
      try await Self.put(50..<100, to: stream)
      try await reader.read(to: 80)
      let halves = try await Self.openShards(stream)
      try await stream.merge(halves[0].id, with: halves[1].id)
      try await Self.put(100..<150, to: stream)
      try await reader.read(to: 150)
      #expect(reader.numbers.sorted() == Array(0..<150))

      let again = try await source.read(after: source.start(), through: reader.position)
      #expect(again.map(Self.number).sorted() == Array(0..<150))
    }
  }

  @Test(arguments: [Dialect.localCloud, .confluent])
  func `every record of a topic is read once, what is not JSON too`(dialect: Dialect) async throws {
    try await LocalCloud.run { cloud in
      var options = KafkaRESTOptions()
      options.dialect = dialect
      let kafka = KafkaRESTClient(
        CurlTransport(),
        endpoint: try HTTPEndpoint(cloud.endpoints.kafkaREST),
        options: options
      )
      try await kafka.createTopic(NewTopic("numbers", partitions: 2))
      let records = (0..<40).map { (number: Int) in Record(key: "\(number)", value: number) }
      _ = try await kafka.produce(records, to: "numbers")
      try await cloud.append("not JSON", to: "numbers")
      let source = TopicSource(kafka, topic: "numbers")
      var reader = Reader(source, try await source.start())
      try await reader.read(to: 41)
      #expect(reader.numbers.filter { $0 >= 0 }.sorted() == Array(0..<40))
      #expect(reader.isCaughtUp)
      let again = try await source.read(after: source.start(), through: reader.position)
      #expect(again.count == 41)
    }
  }

  @Test func `the partitions of a topic share what a batch may hold`() async throws {
    try await LocalCloud.run { cloud in
      let kafka = KafkaRESTClient(
        CurlTransport(),
        endpoint: try HTTPEndpoint(cloud.endpoints.kafkaREST)
      )
      try await kafka.createTopic(NewTopic("numbers", partitions: 4))
      // The last partition stays empty and takes no share.
      for partition in 0..<3 {
        let records = (0..<10).map { (number: Int) in
          Record(value: partition * 10 + number, partition: partition)
        }
        _ = try await kafka.produce(records, to: "numbers")
      }
      let source = TopicSource(kafka, topic: "numbers")
      var position = try await source.start()
      var numbers: [Int] = []
      for wanted in [[0, 1, 10, 11, 20, 21], [2, 3, 12, 13, 22, 23]] {
        let page = try await source.read(after: position, limit: 8)
        #expect(page.records.map(Self.number) == wanted)
        #expect(page.seesEverythingBefore == nil)
        numbers += page.records.map(Self.number)
        position = page.position
      }
      var reader = Reader(source, position)
      try await reader.read(to: 18)
      #expect((numbers + reader.numbers).sorted() == Array(0..<30))
    }
  }

  /// Reads a source on and on.
  private struct Reader {
    let source: any StreamSource
    var position: StreamPosition
    var numbers: [Int] = []
    var isCaughtUp = false

    init(_ source: any StreamSource, _ position: StreamPosition) {
      self.source = source
      self.position = position
    }

    /// Reads until there are so many records; the suite's time limit ends what never comes.
    mutating func read(to count: Int) async throws {
      while numbers.count < count {
        let page = try await source.read(after: position, limit: 20)
        numbers += page.records.map(CloudSourceTests.number)
        position = page.position
        isCaughtUp = page.seesEverythingBefore != nil
      }
    }
  }

  private static func number(_ record: SourceRecord) -> Int {
    Int(String(decoding: record.data, as: UTF8.self)) ?? -1
  }

  private static func put(_ numbers: Range<Int>, to stream: KinesisStream) async throws {
    let report = await stream.putRecords(
      numbers.map { PutEntry("\($0)", partitionKey: "\($0)") }
    )
    #expect(report.isComplete)
  }

  private static func openShards(_ stream: KinesisStream) async throws -> [Shard] {
    var shards: [Shard] = []
    for try await shard in stream.shards() where shard.isOpen { shards.append(shard) }
    return shards.sorted { $0.hashKeys.lowerBound < $1.hashKeys.lowerBound }
  }
}
