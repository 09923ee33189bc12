import AWSCredentials
import AWSSigV4
import Synchronization

/// A source that answers when a test lets it.
final class GatedSource: CredentialsSource {
  typealias Answer = Result<Credentials, AWSCredentialsError>

  private struct State {
    var fetches = 0
    var pending: [CheckedContinuation<Answer, Never>] = []
  }

  private let state = Mutex(State())

  /// How often it was asked.
  var fetches: Int { state.withLock { $0.fetches } }
  /// How many wait for an answer.
  var pending: Int { state.withLock { $0.pending.count } }

  func fetch() async throws(AWSCredentialsError) -> Credentials {
    let given = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isCancelled = state.withLock { state in
          state.fetches += 1
          if !Task.isCancelled { state.pending.append(continuation) }
          return Task.isCancelled
        }
        if isCancelled { continuation.resume(returning: .failure(Self.cancelled)) }
      }
    } onCancel: {
      self.answer(.failure(Self.cancelled))
    }
    return try given.get()
  }

  /// Lets everybody who waits have this answer.
  func answer(_ answer: Answer) {
    var waiting: [CheckedContinuation<Answer, Never>] = []
    state.withLock { swap(&waiting, &$0.pending) }
    for continuation in waiting { continuation.resume(returning: answer) }
  }

  private static let cancelled = AWSCredentialsError(.cancelled, source: "gate", detail: "ended")
}

/// A source that answers at once, with what a function says for the nth time of asking.
final class CountingSource: CredentialsSource {
  private let count = Atomic(0)
  private let answer: @Sendable (Int) throws(AWSCredentialsError) -> Credentials

  init(_ answer: @escaping @Sendable (Int) throws(AWSCredentialsError) -> Credentials) {
    self.answer = answer
  }

  var fetches: Int { count.load(ordering: .sequentiallyConsistent) }

  func fetch() async throws(AWSCredentialsError) -> Credentials {
    try answer(count.add(1, ordering: .sequentiallyConsistent).newValue)
  }
}
