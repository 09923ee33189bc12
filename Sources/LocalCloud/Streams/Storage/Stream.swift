import EventLog
import Synchronization

/// A stream as long as it lives: what is known of it, and who may write.
final class Stream: Sendable {
  private struct State {
    var description: StreamDescription
    var map: ShardMap
  }

  let name: String
  let id: UInt64
  let topic: TopicName
  let gate = WriteGate()
  private let state: Mutex<State>

  init(_ description: StreamDescription) throws(LogError) {
    name = description.name
    id = description.id
    topic = try description.topic
    state = Mutex(State(description: description, map: ShardMap(description.shards)))
  }

  var description: StreamDescription { state.withLock(\.description) }

  /// The state that is passing, if any.
  var transition: StreamDescription.Transition? { state.withLock { $0.description.transition } }

  /// Whether it is only there until its deletion is done.
  func isGone(at now: @autoclosure () -> Int) -> Bool {
    guard let transition, transition.status == .deleting else { return false }
    return now() >= transition.end
  }

  /// Where records go now; holds only behind the gate.
  var map: ShardMap { state.withLock(\.map) }

  /// The largest record, in bytes.
  var largestRecord: Int { state.withLock { $0.description.maxRecordKiB << 10 } }

  func shard(_ id: ShardID) -> Shard? {
    state.withLock { state in
      let shards = state.description.shards
      return shards.indices.contains(id.number) ? shards[id.number] : nil
    }
  }

  /// The partition of its topic that holds a shard's records.
  func partition(_ shard: ShardID) -> TopicPartition { TopicPartition(topic, shard.number) }

  /// Takes over a description that is in the log already.
  func become(_ description: StreamDescription) {
    state.withLock { $0 = State(description: description, map: ShardMap(description.shards)) }
  }
}
