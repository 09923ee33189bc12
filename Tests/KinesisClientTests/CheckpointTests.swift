import Foundation
import KinesisClient
import Testing

@Suite(.timeLimit(.minutes(1))) struct CheckpointTests {
  private static let checkpoint = StreamCheckpoint(shards: [
    "shardId-000000000003": .trimHorizon, "shardId-000000000001": .after("4958"),
    "shardId-000000000000": .finished,
    "shardId-000000000002": .timestamp(Date(timeIntervalSince1970: 1_795_159_978.5)),
  ])

  @Test func `a checkpoint is kept as JSON`() throws {
    let text =
      #"{"shardId-000000000000":"SHARD_END","shardId-000000000001":"4958","#
      + #""shardId-000000000002":"AT_TIMESTAMP:1795159978.5","#
      + #""shardId-000000000003":"TRIM_HORIZON"}"#
    #expect(String(decoding: Self.checkpoint.json, as: UTF8.self) == text)
    #expect(try StreamCheckpoint(json: Array(text.utf8)) == Self.checkpoint)
    let encoded = try JSONEncoder().encode(["at": Self.checkpoint])
    let decoded = try JSONDecoder().decode([String: StreamCheckpoint].self, from: encoded)
    #expect(decoded["at"] == Self.checkpoint)
  }

  @Test(arguments: [
    "", "[]", #"{"s":1}"#, #"{"s":""}"#, #"{"s":"LATEST"}"#, #"{"s":"AT_TIMESTAMP:x"}"#,
    #"{"s":"12a"}"#, #"{"s":"1"} "s""#,
  ])
  func `what is no checkpoint is refused`(text: String) {
    let error = #expect(throws: KinesisError.self) { try StreamCheckpoint(json: Array(text.utf8)) }
    #expect(error?.code == .malformedCheckpoint)
  }

  /// Reads `count` records and says where that was.
  private func read(
    _ count: Int,
    of stream: PretendStream,
    from checkpoint: StreamCheckpoint?,
    to end: KinesisStream.ConsumerOptions.End = .atTip
  ) async throws -> (texts: [String], checkpoint: StreamCheckpoint) {
    var options = KinesisStream.ConsumerOptions()
    options.checkpoint = checkpoint
    options.end = end
    return try await stream.kinesis.stream.withConsumer(options) { records in
      var texts: [String] = []
      for try await record in records {
        texts.append(
          "\(record.shardID.rawValue.suffix(1)):\(String(decoding: record.data, as: UTF8.self))"
        )
        if texts.count == count { break }
      }
      return (texts, records.checkpoint)
    }
  }

  @Test(arguments: [1, 2, 3, 7, 100])
  func `reading goes on where it ended, through splits and merges`(step: Int) async throws {
    let stream = PretendStream(shards: 2)
    stream.change { $0.pageSize = 3 }
    for number in 0..<10 { stream.put("\(number)", in: number % 2) }
    stream.reshard([0], into: 2)
    for number in 10..<16 { stream.put("\(number)", in: 2 + number % 2) }
    stream.reshard([1, 3], into: 1)
    for number in 16..<20 { stream.put("\(number)", in: 4) }
    var (all, checkpoint) = ([String](), StreamCheckpoint?.none)
    while true {
      let part = try await read(step, of: stream, from: checkpoint)
      all += part.texts
      checkpoint = try StreamCheckpoint(json: part.checkpoint.json)
      if part.texts.count < step { break }
    }
    #expect(all.count == 20 && Set(all).count == 20)
    for shard in 0..<5 {
      let numbers = all.filter { $0.hasPrefix("\(shard):") }.map { Int($0.dropFirst(2)) ?? -1 }
      #expect(numbers == numbers.sorted())
    }
  }

  @Test func `shards that came after the checkpoint are read whole, those before it not at all`()
    async throws
  {
    let stream = PretendStream(shards: 1)
    stream.put("a", in: 0)
    let first = try await read(100, of: stream, from: nil)
    #expect(first.texts == ["0:a"])
    stream.put("b", in: 0)
    stream.reshard([0], into: 2)
    stream.put("c", in: 1)
    stream.put("d", in: 2)
    let second = try await read(100, of: stream, from: first.checkpoint)
    #expect(second.texts.first == "0:b" && Set(second.texts) == ["0:b", "1:c", "2:d"])
    // A checkpoint that knows only the children: their parent was read before.
    let known = StreamCheckpoint(shards: [
      "shardId-000000000001": .trimHorizon, "shardId-000000000002": .finished,
    ])
    #expect(try await read(100, of: stream, from: known).texts == ["1:c"])
  }

  @Test func `what lies between two checkpoints is read again exactly`() async throws {
    let stream = PretendStream(shards: 2)
    stream.change { $0.pageSize = 4 }
    for number in 0..<20 { stream.put("\(number)", in: number % 2) }
    stream.reshard([0], into: 2)
    for number in 20..<26 { stream.put("\(number)", in: 2) }
    let first = try await read(5, of: stream, from: nil)
    let second = try await read(9, of: stream, from: first.checkpoint)
    for number in 26..<40 { stream.put("\(number)", in: number % 2 + 1) }
    let again = try await read(
      100,
      of: stream,
      from: first.checkpoint,
      to: .at(second.checkpoint)
    )
    #expect(again.texts.sorted() == second.texts.sorted())
    #expect(again.checkpoint == second.checkpoint)
    let nothing = try await read(
      100,
      of: stream,
      from: second.checkpoint,
      to: .at(second.checkpoint)
    )
    #expect(nothing.texts.isEmpty)
  }
}
