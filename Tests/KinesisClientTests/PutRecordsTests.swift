import HTTPWire
import JSONBytes
import KinesisClient
import Synchronization
import Testing

@Suite struct PutRecordsTests {
  /// Answers to every record as `judge` has it, in order.
  static func judging(
    _ judge: @escaping @Sendable (String) -> (code: String, message: String)?
  ) -> ScriptedTransport.Reply {
    { asked in
      let records = asked.body["Records"]?.array ?? []
      let items = records.map { record in
        guard let refusal = judge(record["PartitionKey"]?.string ?? "") else {
          return
            #"{"ShardId":"shardId-000000000000","SequenceNumber":"1"}"#
        }
        return #"{"ErrorCode":"\#(refusal.code)","ErrorMessage":"\#(refusal.message)"}"#
      }
      return response(
        200,
        #"{"FailedRecordCount":0,"EncryptionType":"NONE","#
          + #""Records":[\#(items.joined(separator: ","))]}"#
      )
    }
  }

  static let accepting = judging { _ in nil }
  static let throttle = (code: "ProvisionedThroughputExceededException", message: "Rate exceeded")

  private func keys(_ asked: ScriptedTransport.Asked) -> [String] {
    (asked.body["Records"]?.array ?? []).map { $0["PartitionKey"]?.string ?? "" }
  }

  @Test func `records go together and each is told of`() async throws {
    let kinesis = TestKinesis([
      answer(
        #"{"FailedRecordCount":0,"Records":[{"ShardId":"a","SequenceNumber":"1"},"#
          + #"{"SequenceNumber":"2","ShardId":"b"}]}"#
      )
    ])
    let report = await kinesis.stream.putRecords(entries(2))
    #expect(report.isComplete && report.requests == 1 && report.throttles == 0)
    #expect(try report.get().map(\.shardID) == ["a", "b"])
    #expect(
      kinesis.transport.asked[0].text
        == #"{"StreamName":"pins","Records":[{"Data":"MA==","PartitionKey":"key-0"},"#
        + #"{"Data":"MQ==","PartitionKey":"key-1"}]}"#
    )
  }

  @Test func `a request holds as many records as Kinesis takes`() async {
    let kinesis = TestKinesis(ScriptedTransport(answering: Self.accepting))
    let report = await kinesis.stream.putRecords(entries(1_201))
    #expect(report.written == 1_201)
    #expect(kinesis.transport.asked.map { keys($0).count } == [500, 500, 201])
    #expect(kinesis.transport.asked.flatMap(keys) == entries(1_201).map(\.partitionKey))
  }

  @Test func `a request holds as many bytes as Kinesis takes`() async {
    let kinesis = TestKinesis(ScriptedTransport(answering: Self.accepting))
    #expect(PutOptions().bytesPerRequest == 10 << 20)
    var options = PutOptions()
    options.bytesPerRequest = 1_000
    let large = [UInt8](repeating: 7, count: 99)
    let report = await kinesis.stream.putRecords(
      (0..<25).map { _ in PutEntry(data: large, partitionKey: "k") },
      options: options
    )
    #expect(report.isComplete)
    #expect(kinesis.transport.asked.map { keys($0).count } == [10, 10, 5])
  }

  @Test func `no records are no request`() async {
    let report = await TestKinesis([]).stream.putRecords([])
    #expect(report.isComplete && report.requests == 0)
  }

  @Test func `only what was refused is sent again`() async throws {
    let kinesis = TestKinesis([
      Self.judging { ["key-1", "key-3"].contains($0) ? Self.throttle : nil },
      Self.judging { $0 == "key-3" ? ("InternalFailure", "oops") : nil }, Self.accepting,
    ])
    let report = await kinesis.stream.putRecords(entries(5))
    #expect(
      kinesis.transport.asked.map(keys) == [
        ["key-0", "key-1", "key-2", "key-3", "key-4"], ["key-1", "key-3"], ["key-3"],
      ]
    )
    let records = try report.get()
    // An error of Kinesis's own leaves open whether the record was written.
    #expect(records.map(\.possiblyDuplicated) == [false, false, false, true, false])
    #expect(report.throttles == 2 && report.requests == 3)
    #expect(kinesis.clock.sleeps == [.milliseconds(200), .milliseconds(200)])
  }

  @Test func `a stream without room is tried while there is patience, and nothing is forgotten`()
    async
  {
    let kinesis = TestKinesis(
      ScriptedTransport(answering: Self.judging { $0 == "key-0" ? nil : Self.throttle })
    )
    let report = await kinesis.stream.putRecords(entries(3))
    #expect(report.outcomes[0].written != nil)
    for outcome in report.outcomes[1...] {
      guard case .refused(let refusal) = outcome else {
        Issue.record("\(outcome)")
        continue
      }
      #expect(refusal.code == .throughputExceeded && !refusal.mayBeWritten)
    }
    let waited = kinesis.clock.sleeps.reduce(.zero, +)
    #expect(waited > .seconds(55) && waited <= .seconds(60))
    #expect(kinesis.clock.sleeps.allSatisfy { $0 <= .seconds(2) })
    #expect(report.throttles == 2 * report.requests)
  }

  @Test func `a shard that takes a few each time gets everything`() async {
    let taken = Mutex(0)
    let kinesis = TestKinesis(
      ScriptedTransport { asked throws(HTTPTransportError) in
        taken.withLock { $0 = 0 }
        return try await Self.judging { _ in
          taken.withLock { taken in
            taken += 1
            return taken > 10 ? Self.throttle : nil
          }
        }(asked)
      }
    )
    let report = await kinesis.stream.putRecords(entries(200))
    #expect(report.isComplete)
    #expect(report.requests == 20)
    // 190 + 180 + … + 10: each of them was turned away so often.
    #expect(report.throttles == 1_900)
  }

  @Test func `a throttled request counts for each of its records`() async {
    let kinesis = TestKinesis([
      error("ProvisionedThroughputExceededException"), page(429, "slow"), Self.accepting,
    ])
    let report = await kinesis.stream.putRecords(entries(10))
    #expect(report.isComplete && report.throttles == 20 && report.requests == 3)
  }

  @Test func `a lost answer leaves its records in doubt`() async throws {
    let kinesis = TestKinesis([lost(), Self.accepting, cut(#"{"Records":["#), Self.accepting])
    let report = await kinesis.stream.putRecords(entries(2))
    #expect(try report.get().allSatisfy(\.possiblyDuplicated))
    let other = await kinesis.stream.putRecords(entries(1))
    #expect(try other.get().allSatisfy(\.possiblyDuplicated))
  }

  @Test func `a request that comes to nothing fails each of its records alone`() async {
    let kinesis = TestKinesis([
      Self.accepting, error("ResourceNotFoundException", "Stream pins under account 1 not found."),
    ])
    let report = await kinesis.stream.putRecords(entries(501))
    #expect(report.written == 500)
    guard case .failed(let failure) = report.outcomes[500] else {
      Issue.record("\(report.outcomes[500])")
      return
    }
    #expect(failure.code == .resourceNotFound)
    #expect(!report.outcomes[500].mayBeWritten)
    #expect(throws: KinesisError.self) { try report.get() }
  }

  @Test(arguments: [
    (PutEntry("x", partitionKey: ""), "its partition key is empty"),
    (
      PutEntry("x", partitionKey: String(repeating: "k", count: 257)),
      "its partition key has more than 256 characters"
    ),
    (
      PutEntry(data: [UInt8](repeating: 0, count: 1 << 20), partitionKey: "k"),
      "1048577 bytes with its key are more than 1048576"
    ),
  ])
  func `a record that would spoil its request is refused before it is sent`(
    bad: PutEntry,
    words: String
  ) async {
    let kinesis = TestKinesis([Self.accepting])
    let report = await kinesis.stream.putRecords([entries(1)[0], bad, entries(1)[0]])
    #expect(report.written == 2)
    guard case .refused(let refusal) = report.outcomes[1] else {
      Issue.record("\(report.outcomes[1])")
      return
    }
    #expect(refusal.code == .invalidRecord && refusal.message == words)
    #expect(keys(kinesis.transport.asked[0]).count == 2)
  }

  @Test func `256 characters beyond ASCII are a key`() async {
    let kinesis = TestKinesis([Self.accepting])
    let key = String(repeating: "ж", count: 256)
    let report = await kinesis.stream.putRecords([PutEntry("x", partitionKey: key)])
    #expect(report.isComplete)
  }

  @Test func `good records do not pay for a bad neighbour`() async {
    let kinesis = TestKinesis(
      ScriptedTransport { asked throws(HTTPTransportError) in
        guard asked.text.contains(#""key-5""#) else { return try await Self.accepting(asked) }
        return refusal("ValidationException", "records.5.member.data")
      }
    )
    let report = await kinesis.stream.putRecords(entries(16))
    #expect(report.written == 15)
    #expect(report.outcomes[5].written == nil)
  }

  @Test func `an answer about fewer records than were sent is not believed`() async {
    let kinesis = TestKinesis([answer(#"{"Records":[{"ShardId":"a","SequenceNumber":"1"}]}"#)])
    let report = await kinesis.stream.putRecords(entries(2))
    #expect(report.written == 0)
    #expect(report.outcomes.allSatisfy { $0.mayBeWritten })
  }

  @Test func `what was not sent before a cancellation is said to be not sent`() async {
    let kinesis = TestKinesis([])
    let report = await withTaskGroup(of: PutReport.self) { group in
      group.cancelAll()
      group.addTask { await kinesis.stream.putRecords(entries(3)) }
      return await group.next()
    }
    #expect(report?.outcomes.count { if case .notSent = $0 { true } else { false } } == 3)
  }

  @Test func `records of one key are put in order, each behind the last`() async {
    let kinesis = TestKinesis(
      ScriptedTransport { asked in
        let key = asked.body["PartitionKey"]?.string ?? ""
        if key == "b" { return refusal("AccessDeniedException") }
        return response(200, #"{"ShardId":"s","SequenceNumber":"\#(asked.text.utf8.count)"}"#)
      }
    )
    let keys = ["a", "b", "a", "b", "a"]
    let report = await kinesis.stream.putInOrder(keys.map { PutEntry("x", partitionKey: $0) })
    #expect(report.written == 3)
    let order = kinesis.transport.asked.map { $0.body["SequenceNumberForOrdering"]?.string }
    #expect(order[0] == nil && order[2] != nil && order[3] != nil && order.count == 4)
    if case .notSent = report.outcomes[3] {} else { Issue.record("\(report.outcomes[3])") }
  }
}
