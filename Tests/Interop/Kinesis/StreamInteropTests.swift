import Foundation
import KinesisClient
import TestKit
import Testing

extension MotoInterop {
  @Suite(.timeLimit(.minutes(2))) struct StreamInteropTests {
    @Test func `a stream's whole life`() async throws {
      let server = try MotoInterop.server
      let client = server.client()
      try await server.withStream("life", shards: 2) { stream in
        let described = try await stream.describe()
        #expect(described.summary.name == "life" && described.summary.status == .active)
        #expect(described.summary.arn.rawValue.hasSuffix(":stream/life"))
        #expect(described.summary.retentionHours == 24)
        #expect(abs(described.summary.created?.timeIntervalSinceNow ?? -1e9) < 60)
        #expect(described.shards.map(\.isOpen) == [true, true])
        #expect(described.shards[1].hashKeys.upperBound == .max)
        #expect(try await stream.summary().openShardCount == 2)
        #expect(try await stream.shards().all() == described.shards)
        var names: [String] = []
        for try await stream in client.streams() { names.append(stream.name.text) }
        #expect(names.contains("life"))
        let again = await #expect(throws: KinesisError.self) { try await stream.create(shards: 2) }
        #expect(again?.code == .resourceInUse)
      }
      try await client.stream("life").disappears()
      let gone = await #expect(throws: KinesisError.self) {
        try await client.stream("life").describe()
      }
      #expect(gone?.code == .resourceNotFound && gone?.status == 400)
      #expect(gone?.description.hasPrefix("DescribeStream on life: ResourceNotFound") == true)
    }

    @Test func `streams are listed page by page`() async throws {
      let server = try MotoInterop.server
      let client = server.client()
      let expected = (10..<35).map { "listed-\($0)" }
      for name in expected { try await client.stream(StreamName(name)).create(shards: 1) }
      let names = try await client.streams().all().map(\.name.text).filter { expected.contains($0) }
      #expect(names == expected)
      for name in expected { try await client.stream(StreamName(name)).delete() }
    }

    @Test func `tags, retention and mode`() async throws {
      let server = try MotoInterop.server
      let client = server.client()
      try await server.withStream("settings") { stream in
        try await stream.addTags(["stage": "raw + cooked", "owner": "a=b"])
        #expect(try await stream.tags() == ["stage": "raw + cooked", "owner": "a=b"])
        try await stream.removeTags(["stage"])
        #expect(try await stream.tags() == ["owner": "a=b"])
        try await stream.increaseRetention(toHours: 48)
        #expect(try await stream.summary().retentionHours == 48)
        try await stream.decreaseRetention(toHours: 24)
        #expect(try await stream.summary().retentionHours == 24)
        try await stream.setMode(.onDemand)
        #expect(try await stream.summary().mode == .onDemand)
        #expect(try await client.limits().shardLimit > 0)
        let byARN = client.stream(try await stream.summary().arn)
        #expect(try await byARN.summary().name == "settings")
      }
    }

    @Test func `shards are split, merged and counted`() async throws {
      try await MotoInterop.server.withStream("shards") { stream in
        let whole = try await stream.describe().openShards[0]
        try await stream.split(whole)
        let halves = try await stream.describe().openShards
        #expect(halves.map(\.parents) == [[whole.id], [whole.id]])
        #expect(halves[0].hashKeys.upperBound + 1 == halves[1].hashKeys.lowerBound)
        #expect(halves[1].hashKeys.lowerBound == UInt128(1) << 127)
        try await stream.merge(halves[0].id, with: halves[1].id)
        let merged = try await stream.describe().openShards
        #expect(merged.map { Set($0.parents) } == [Set(halves.map(\.id))])
        #expect(merged[0].hashKeys == 0...UInt128.max)
        try await stream.setShardCount(2)
        #expect(try await stream.describe().openShards.count == 2)
      }
    }

    @Test func `consumers are registered and found`() async throws {
      try await MotoInterop.server.withStream("fan-out") { stream in
        let consumer = try await stream.registerConsumer("reader")
        #expect(consumer.status == .active && consumer.name == "reader")
        #expect(try await stream.consumer("reader").arn == consumer.arn)
        #expect(try await stream.consumers().all().map(\.name) == ["reader"])
        // moto keeps just the one it is told to forget.
        try await stream.deregisterConsumer("reader")
      }
    }

    @Test func `a wrong secret is refused at once`() async throws {
      let server = try MotoInterop.server
      let error = await #expect(throws: KinesisError.self) {
        try await server.client(secret: "wrong").stream("any").summary()
      }
      // moto says it in XML, which Kinesis does not speak.
      #expect(error?.status == 403 && error?.message.contains("SignatureDoesNotMatch") == true)
      #expect(error?.attempts == 1)
    }
  }
}
