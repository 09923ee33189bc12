import Foundation
import HTTPWire
import JSONBytes
import KinesisClient
import Synchronization

/// Shards as a service keeps them, so that a consumer has something to read, and misbehaviour on
/// request.
final class PretendStream: Sendable {
  struct PretendShard: Sendable {
    let id: String
    let parents: [String]
    var records: [(number: Int, data: String, arrival: Date)] = []
    var isOpen = true
  }

  struct State: Sendable {
    var shards: [PretendShard] = []
    var generation = 0
    var numbers = 1_000
    /// What is answered instead of the next reads, in turn.
    var trouble: [ScriptedTransport.Reply] = []
    var pageSize = 10_000
    /// Whether the end of a shard tells what came of it.
    var tellsChildren = true
    /// How many reads in a row bring nothing although there is more.
    var emptyReads = 0
    /// Is done before a read, which is told of.
    var beforeRead: (@Sendable (PretendStream, _ shard: String, _ place: Int) -> Void)?
  }

  let clock = StepClock()
  private let state = Mutex(State())

  init(shards: Int) { for _ in 0..<shards { addShard(parents: []) } }

  /// A client that reads it.
  var kinesis: TestKinesis {
    TestKinesis(
      ScriptedTransport { asked throws(HTTPTransportError) in
        try await self.reply(to: asked)
      },
      clock: clock
    )
  }

  func change(_ body: (inout sending State) -> Void) { state.withLock { body(&$0) } }

  func put(_ data: String, in shard: Int) {
    let arrival = clock.surroundings.now()
    state.withLock { state in
      state.numbers += 1
      state.shards[shard].records.append((state.numbers, data, arrival))
    }
  }

  /// Closes shards and makes others of them.
  func reshard(_ closed: [Int], into count: Int) {
    let parents = state.withLock { state in
      for index in closed { state.shards[index].isOpen = false }
      return closed.map { state.shards[$0].id }
    }
    for _ in 0..<count { addShard(parents: parents) }
  }

  /// Lets every iterator that was given expire.
  func expireIterators() { state.withLock { $0.generation += 1 } }

  private func addShard(parents: [String]) {
    state.withLock { state in
      let digits = "\(state.shards.count)"
      let zeros = String(repeating: "0", count: 12 - digits.count)
      state.shards.append(PretendShard(id: "shardId-\(zeros)\(digits)", parents: parents))
    }
  }

  // MARK: - Answers

  private func reply(to asked: ScriptedTransport.Asked) async throws(HTTPTransportError)
    -> HTTPResponse
  {
    switch asked.operation {
    case "ListShards": return ok(state.withLock { Self.listing($0.shards) })
    case "GetShardIterator": return ok(iterator(asked.body))
    case "GetRecords":
      let token = (asked.body["ShardIterator"]?.string ?? "").split(separator: "/").map(String.init)
      guard token.count == 3, let place = Int(token[1]), let generation = Int(token[2]) else {
        return refusal("InvalidArgumentException", "Invalid ShardIterator.")
      }
      state.withLock { $0.beforeRead }?(self, token[0], place)
      let trouble = state.withLock { $0.trouble.isEmpty ? nil : $0.trouble.removeFirst() }
      if let trouble { return try await trouble(asked) }
      return state.withLock { read(token[0], place, generation, &$0) }
    default: return refusal("UnknownOperationException")
    }
  }

  private func ok(_ body: String) -> HTTPResponse {
    response(200, body, ["Date": HTTPDate.format(clock.surroundings.now())])
  }

  private static func listing(_ shards: [PretendShard]) -> String {
    let items = shards.map { shard in
      let names = ["ParentShardId", "AdjacentParentShardId"]
      let parents = zip(names, shard.parents).map { #""\#($0)":"\#($1)","# }.joined()
      let end =
        shard.isOpen ? "" : #","EndingSequenceNumber":"\#(shard.records.last?.number ?? 1)""#
      return #"{"ShardId":"\#(shard.id)",\#(parents)"HashKeyRange":{"StartingHashKey":"0","#
        + #""EndingHashKey":"9"},"SequenceNumberRange":{"StartingSequenceNumber":"0"\#(end)}}"#
    }
    return #"{"Shards":[\#(items.joined(separator: ","))]}"#
  }

  private func iterator(_ body: JSONValue) -> String {
    let id = body["ShardId"]?.string ?? ""
    let number = Int(body["StartingSequenceNumber"]?.string ?? "") ?? 0
    let time = body["Timestamp"]?.double ?? 0
    let kind = body["ShardIteratorType"]?.string
    return state.withLock { state in
      let records = state.shards.first { $0.id == id }?.records ?? []
      let place =
        switch kind {
        case "LATEST": records.count
        case "AFTER_SEQUENCE_NUMBER": records.firstIndex { $0.number > number } ?? records.count
        case "AT_TIMESTAMP":
          records.firstIndex { $0.arrival.timeIntervalSince1970 >= time } ?? records.count
        default: 0
        }
      return #"{"ShardIterator":"\#(id)/\#(place)/\#(state.generation)"}"#
    }
  }

  private func read(
    _ id: String,
    _ place: Int,
    _ generation: Int,
    _ state: inout State
  ) -> HTTPResponse {
    guard let shard = state.shards.first(where: { $0.id == id }) else {
      return refusal("ResourceNotFoundException", "Shard \(id) in stream pins does not exist")
    }
    guard generation == state.generation else {
      return refusal("ExpiredIteratorException", "Iterator expired.")
    }
    let isEmpty = state.emptyReads > 0
    state.emptyReads -= isEmpty ? 1 : 0
    let records = isEmpty ? [] : shard.records.dropFirst(place).prefix(state.pageSize)
    let next = place + records.count
    let items = records.map { record in
      let data = Data(record.data.utf8).base64EncodedString()
      let arrival = record.arrival.timeIntervalSince1970
      return #"{"SequenceNumber":"\#(record.number)","Data":"\#(data)","PartitionKey":"p","#
        + #""ApproximateArrivalTimestamp":\#(arrival)}"#
    }
    let isOver = !shard.isOpen && next == shard.records.count && (records.isEmpty || place == 0)
    var members = [#""Records":[\#(items.joined(separator: ","))]"#]
    members.append(#""MillisBehindLatest":\#(next < shard.records.count ? 1_000 : 0)"#)
    if !isOver { members.append(#""NextShardIterator":"\#(id)/\#(next)/\#(generation)""#) }
    if isOver, state.tellsChildren {
      let children = state.shards.filter { $0.parents.contains(id) }.map { child in
        let parents = child.parents.map { #""\#($0)""# }.joined(separator: ",")
        return #"{"ShardId":"\#(child.id)","ParentShards":[\#(parents)]}"#
      }
      members.append(#""ChildShards":[\#(children.joined(separator: ","))]"#)
    }
    return ok("{\(members.joined(separator: ","))}")
  }
}
