import Emulator
import Foundation
import HTTPWire
import JSONBytes
import KinesisClient
import PinterestModels
import Synchronization
import SyntheticRows
import Testing

/// Posts to streams, and what is counted of them.
@Suite(.timeLimit(.minutes(1))) struct KinesisTargetTests {
  /// A stream, or the gateway before it, that turns some records away.
  private final class Shard: HTTPTransport {
    private let state = Mutex((bodies: [JSONValue](), refusals: 0))
    private let refusals: Int

    init(refusals: Int = 0) { self.refusals = refusals }

    var bodies: [JSONValue] { state.withLock { $0.bodies } }

    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
      let bytes = (try? await request.body.collect(upTo: .max)) ?? []
      let body = (try? JSONValue(parsing: bytes)) ?? .null
      let isRefused = state.withLock { state in
        state.bodies.append(body)
        state.refusals += 1
        return state.refusals <= refusals
      }
      let item =
        isRefused
        ? #"{"ErrorCode":"ProvisionedThroughputExceededException","ErrorMessage":"Rate exceeded"}"#
        : #"{"SequenceNumber":"1","ShardId":"shardId-000000000002"}"#
      let count = (body["Records"] ?? body["records"])?.array?.count
      let text =
        count.map { #"{"Records":[\#(Array(repeating: item, count: $0).joined(separator: ","))]}"# }
        ?? (isRefused
          ? #"{"__type":"ProvisionedThroughputExceededException","message":"Rate exceeded"}"#
          : item)
      return HTTPResponse(status: 200, body: .bytes(Array(text.utf8)))
    }
  }

  private static func run(
    _ target: any RecordTarget,
    _ change: (inout Emulator.Options) -> Void = { _ in }
  ) async throws -> RunTally {
    var options = Emulator.Options()
    options.count = 10
    options.pace.rate = .unlimited
    options.key = .fixed(KeyChoice.coursePartition)
    change(&options)
    return try await Emulator(options, from: SyntheticRows(), to: target).run()
  }

  private static func kinesis(_ shard: Shard) throws -> KinesisTarget {
    let client = KinesisClient(
      transport: shard,
      credentials: nil,
      configuration: KinesisConfiguration(region: "us-east-1"),
      surroundings: KinesisSurroundings(jitter: { 0 })
    )
    return try KinesisTarget(client, userID: UserID("0af8d0adfd13"))
  }

  private static func gateway(_ shard: Shard) throws -> KinesisTarget {
    let gateway = KinesisGateway(
      shard,
      endpoint: try HTTPEndpoint("http://127.0.0.1:8080/test"),
      surroundings: KinesisSurroundings(jitter: { 0 })
    )
    return try KinesisTarget(gateway, userID: UserID("0af8d0adfd13"))
  }

  @Test func `each table has its stream, and every row the course's key`() async throws {
    let shard = Shard()
    let tally = try await Self.run(try Self.kinesis(shard)) { $0.batch = 5 }
    #expect(tally.total.acknowledged == 30 && tally.throttles == 0)
    #expect(
      Set(shard.bodies.map { $0["StreamName"]?.string }) == [
        "streaming-0af8d0adfd13-pin", "streaming-0af8d0adfd13-geo", "streaming-0af8d0adfd13-user",
      ]
    )
    let records = shard.bodies.flatMap { $0["Records"]?.array ?? [] }
    #expect(records.count == 30)
    #expect(records.allSatisfy { $0["PartitionKey"] == "partition-1" })
  }

  @Test func `a row goes through the gateway as the script sends it`() async throws {
    let shard = Shard()
    let tally = try await Self.run(try Self.gateway(shard)) { $0.tables = [.pin] }
    #expect(tally.total.acknowledged == 10)
    #expect(shard.bodies[0]["StreamName"] == "streaming-0af8d0adfd13-pin")
    #expect(shard.bodies[0]["Data"]?["index"]?.int == 7_528)
    #expect(shard.bodies[0]["PartitionKey"] == "partition-1")
  }

  @Test func `rows that travel together through the gateway are texts`() async throws {
    let shard = Shard()
    _ = try await Self.run(try Self.gateway(shard)) {
      $0.tables = [.pin]
      $0.batch = 10
      $0.key = .index
    }
    let records = try #require(shard.bodies.first?["records"]?.array)
    #expect(records.count == 10 && records[0]["partition-key"] == "7528")
    #expect(records[0]["data"]?.string?.hasPrefix(#"{"index":7528,"#) == true)
  }

  @Test(arguments: [true, false])
  func `throttles are counted and nothing is lost`(isDirect: Bool) async throws {
    let shard = Shard(refusals: 4)
    let target = try isDirect ? Self.kinesis(shard) : Self.gateway(shard)
    let tally = try await Self.run(target) { $0.tables = [.user] }
    #expect(tally.total.acknowledged == 10 && tally.total.failed == 0)
    #expect(tally.throttles == 4)
    let summary = RunSummary(
      tally,
      options: Emulator.Options(),
      target: target.name,
      elapsed: .seconds(1),
      isInterrupted: false,
      resumeAt: 10
    )
    #expect(summary.figure("throttles") == 4)
    #expect(summary.text.contains("throttled 4 times a record had to be sent again"))
    #expect(String(decoding: summary.json, as: UTF8.self).contains(#""throttles":4"#))
    // A second run begins to count anew.
    #expect(try await Self.run(target) { $0.tables = [.user] }.throttles == 0)
  }
}
