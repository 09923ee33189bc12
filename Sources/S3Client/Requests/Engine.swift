import AWSSigV4
import FoundationEssentials
import HTTPWire
import Synchronization

/// Sends calls: finds the way, signs every attempt, repeats what may be repeated.
///
/// Clients and buckets are views of one engine and share what it has learnt.
final class Engine: Sendable {
  /// What is learnt on the way.
  private struct Memory {
    var regions: [BucketName: String] = [:]
    var routes: [BucketName?: Route] = [:]
    var signers: [String: SigV4Signer] = [:]
    var clockOffset: TimeInterval = 0
    var budget = RetryBudget()

    mutating func route(
      to bucket: BucketName?,
      by configuration: S3Configuration
    ) throws(S3Error) -> Route {
      if let known = routes[bucket] { return known }
      let region = bucket.flatMap { regions[$0] } ?? configuration.region
      let route = try Route(to: bucket, region: region, by: configuration)
      routes[bucket] = route
      return route
    }

    mutating func signer(for region: String) -> SigV4Signer {
      if let known = signers[region] { return known }
      let signer = SigV4Signer(service: "s3", region: region)
      signers[region] = signer
      return signer
    }
  }

  let configuration: S3Configuration
  let surroundings: S3Surroundings
  let transport: any HTTPTransport
  let credentials: (any CredentialsProvider)?
  private let memory = Mutex(Memory())

  init(
    transport: any HTTPTransport,
    credentials: (any CredentialsProvider)?,
    configuration: S3Configuration,
    surroundings: S3Surroundings
  ) {
    self.transport = transport
    self.credentials = credentials
    self.configuration = configuration
    self.surroundings = surroundings
  }

  /// Sends a call until it succeeds or nothing more can be done.
  func send(_ call: Call) async throws(S3Error) -> Answer {
    let body = try await PreparedBody(call, configuration)
    var loop = newLoop()
    while true {
      do {
        var answer = try await attempt(call, body)
        answer.mayRepeat = loop.mayHaveSucceeded
        answer.sentChecksum = body.checksum
        memory.withLock { $0.budget.deposit(repetitions: loop.repetitions) }
        return answer
      } catch {
        try await recover(from: error, of: call, canReplay: call.body.isReplayable, loop: &loop)
      }
    }
  }

  /// Starts counting attempts.
  func newLoop() -> AttemptLoop {
    AttemptLoop(configuration.retry, begin: surroundings.now())
  }

  /// Makes ready for another attempt, or throws where there shall be none.
  func recover(
    from failure: Failure,
    of call: Call,
    canReplay: Bool,
    loop: inout AttemptLoop
  ) async throws(S3Error) {
    let (now, jitter) = (surroundings.now(), surroundings.jitter())
    let action = memory.withLock {
      loop.next(
        after: failure,
        canReplay: canReplay,
        at: now,
        jitter: jitter,
        budget: &$0.budget
      )
    }
    guard try await follow(action, of: call) else { throw final(failure, of: call, after: loop) }
  }

  /// Does what makes the next attempt fare better; `false` where there shall be none.
  private func follow(_ action: AttemptLoop.Action, of call: Call) async throws(S3Error) -> Bool {
    switch action {
    case .giveUp: return false
    case .wait(let duration):
      do { try await surroundings.clock.sleep(for: duration) } catch {
        throw call.locate(S3Error(.cancelled, "while waiting to try again", underlying: error))
      }
    case .correct(.freshCredentials): break
    case .correct(.clock(let offset)): memory.withLock { $0.clockOffset = offset }
    case .correct(.region(let region)):
      guard let bucket = call.bucket else { return false }
      memory.withLock { memory in
        memory.regions[bucket] = region
        memory.routes[bucket] = nil
      }
    case .correct: return false
    }
    return true
  }

  private func final(_ failure: Failure, of call: Call, after loop: AttemptLoop) -> S3Error {
    var error = call.locate(failure.error)
    error.attempts = loop.failures
    let isRead = call.method == .get || call.method == .head
    error.mayHaveSucceeded = loop.mayHaveSucceeded && !isRead
    return error
  }

  /// The time, the way and the signer for the next attempt at a call.
  func signing(of call: Call) throws(S3Error) -> Signing {
    let now = surroundings.now()
    return try memory.withLock { memory throws(S3Error) in
      let route = try memory.route(to: call.bucket, by: configuration)
      return Signing(
        route: route,
        signer: memory.signer(for: route.region),
        date: now.addingTimeInterval(memory.clockOffset),
        clockOffset: memory.clockOffset
      )
    }
  }
}

/// What one attempt is signed with, and what the next one learns from.
struct Signing: Sendable {
  let route: Route
  let signer: SigV4Signer
  let date: Date
  let clockOffset: TimeInterval
}
