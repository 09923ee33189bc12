import AWSSigV4
import FoundationEssentials
import HTTPWire
import Synchronization

/// Sends calls: signs every attempt, repeats what may be repeated.
///
/// Clients and streams are views of one engine and share what it has learnt.
final class Engine: Sendable {
  /// What is learnt on the way.
  private struct Memory {
    var clockOffset: TimeInterval = 0
    var budget = RetryBudget()
  }

  let configuration: KinesisConfiguration
  let surroundings: KinesisSurroundings
  let transport: any HTTPTransport
  let credentials: (any CredentialsProvider)?
  private let endpoint: Result<HTTPEndpoint, KinesisError>
  private let signer: SigV4Signer
  private let memory = Mutex(Memory())

  init(
    transport: any HTTPTransport,
    credentials: (any CredentialsProvider)?,
    configuration: KinesisConfiguration,
    surroundings: KinesisSurroundings
  ) {
    self.transport = transport
    self.credentials = credentials
    self.configuration = configuration
    self.surroundings = surroundings
    endpoint = Result { () throws(KinesisError) in try configuration.resolvedEndpoint() }
    signer = SigV4Signer(service: "kinesis", region: configuration.region)
  }

  /// Sends a call until it succeeds or nothing more can be done.
  func send(_ call: Call) async throws(KinesisError) -> Answer {
    var loop = AttemptLoop(configuration.retry, patience: call.patience)
    let elapsed = surroundings.clock.stopwatch()
    while true {
      do {
        var answer = try await attempt(call)
        answer.mayRepeat = loop.mayHaveSucceeded && !call.isRead
        answer.throttles = loop.throttles
        memory.withLock { $0.budget.deposit(repetitions: loop.repetitions) }
        return answer
      } catch {
        try await recover(from: error, of: call, after: elapsed(), loop: &loop)
      }
    }
  }

  /// Makes ready for another attempt, or throws where there shall be none.
  private func recover(
    from failure: Failure,
    of call: Call,
    after elapsed: Duration,
    loop: inout AttemptLoop
  ) async throws(KinesisError) {
    let jitter = surroundings.jitter()
    let action = memory.withLock {
      loop.next(after: failure, elapsed: elapsed, jitter: jitter, budget: &$0.budget)
    }
    switch action {
    case .giveUp: throw final(failure, of: call, after: loop)
    case .correct(.clock(let offset)): memory.withLock { $0.clockOffset = offset }
    case .correct: break
    case .wait(let duration): try await wait(duration, for: call)
    }
  }

  /// Waits before something is sent again.
  func wait(_ duration: Duration, for call: Call) async throws(KinesisError) {
    do { try await surroundings.clock.sleep(for: duration) } catch {
      throw call.locate(KinesisError(.cancelled, "while waiting to try again", underlying: error))
    }
  }

  private func final(_ failure: Failure, of call: Call, after loop: AttemptLoop) -> KinesisError {
    var error = call.locate(failure.error)
    error.attempts = loop.failures
    error.throttles = loop.throttles
    error.mayHaveSucceeded = loop.mayHaveSucceeded && !call.isRead
    return error
  }

  /// The place, the time and the signer for the next attempt.
  func signing() throws(KinesisError) -> Signing {
    let offset = memory.withLock { $0.clockOffset }
    return Signing(
      endpoint: try endpoint.get(),
      signer: signer,
      date: surroundings.now().addingTimeInterval(offset),
      clockOffset: offset
    )
  }
}
