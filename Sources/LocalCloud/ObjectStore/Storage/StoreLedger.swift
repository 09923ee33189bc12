import Synchronization

/// What a store holds, and the one way to change it.
///
/// Whoever wants a change says how it follows from what is there; deciding and changing are one
/// step, so of two who would write under a condition one comes first.
protocol StoreLedger: Sendable {
  /// Looks at what is there.
  func read<Value: Sendable>(
    _ body: (StoreState) throws(S3Failure) -> Value
  ) throws(S3Failure) -> Value

  /// Decides on a change and makes it; returns when it is as safe as the store promises.
  func commit<Value: Sendable>(
    about subject: StoreSubject,
    _ decide: @escaping @Sendable (StoreState) throws(S3Failure) -> StoreDecision<Value>
  ) async throws(S3Failure) -> Value

  /// Does what goes on without being asked.
  func run() async

  /// Finishes what is under way; nothing can be changed afterwards.
  func close() async
}

/// What a change depends on: two about the same cannot be decided on together.
enum StoreSubject: Hashable, Sendable {
  case object(bucket: String, ObjectKey)
  case part(upload: String, number: Int)
  /// Something that nothing else may be decided beside.
  case all
}

/// What shall change, and what is answered once it has.
struct StoreDecision<Value: Sendable>: Sendable {
  var changes: [StoreChange] = []
  let value: Value
}

/// Keeps everything in memory.
final class MemoryLedger: StoreLedger {
  private let state = Mutex(StoreState())

  init() {}

  func run() async {}

  func close() async {}

  func read<Value: Sendable>(
    _ body: (StoreState) throws(S3Failure) -> Value
  ) throws(S3Failure) -> Value {
    try state.withLock { state throws(S3Failure) in try body(state) }
  }

  func commit<Value: Sendable>(
    about subject: StoreSubject,
    _ decide: @escaping @Sendable (StoreState) throws(S3Failure) -> StoreDecision<Value>
  ) async throws(S3Failure) -> Value {
    try state.withLock { state throws(S3Failure) in
      let decision = try decide(state)
      for change in decision.changes { state.apply(change) }
      return decision.value
    }
  }
}
