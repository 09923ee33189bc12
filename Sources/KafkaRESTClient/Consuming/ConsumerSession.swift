import HTTPWire
import Synchronization

/// Keeps a consumer alive for one closure: creates it, subscribes, reads, commits, makes it anew
/// when it is lost, and deletes it.
final class ConsumerSession<Transport: HTTPTransport>: Sendable {
  private struct Held {
    let instance: ConsumerInstance<Transport>
    var isSubscribed = false
    /// Whether it has brought records, and so is a member of its group: before that it must not
    /// commit.
    var hasJoined = false
  }

  private struct State {
    var held: Held?
    var progress = ConsumerProgress()
    var hasReader = false
  }

  let client: KafkaRESTClient<Transport>
  let group: String
  let subscription: Subscription
  let options: ConsumerOptions
  private let state = Mutex(State())
  private let elapsed: @Sendable () -> Duration

  init(
    _ client: KafkaRESTClient<Transport>,
    group: String,
    subscription: Subscription,
    options: ConsumerOptions
  ) {
    self.client = client
    self.group = group
    self.subscription = subscription
    self.options = options
    elapsed = client.options.clock.stopwatch()
  }

  /// Says whether this is the first to ask: the records can be gone through once.
  func claimReading() -> Bool {
    state.withLock { state in
      defer { state.hasReader = true }
      return !state.hasReader
    }
  }

  /// The consumer, made and subscribed if there is none at the moment.
  func consumer() async throws(KafkaRESTError) -> ConsumerInstance<Transport> {
    let held = state.withLock { $0.held }
    if let held, held.isSubscribed { return held.instance }
    let instance: ConsumerInstance<Transport>
    if let held {
      instance = held.instance
    } else {
      instance = try await client.createConsumer(group: group, options: options)
      // Known before it is subscribed, so that it is deleted whatever becomes of the subscription.
      state.withLock { $0.held = Held(instance: instance) }
    }
    try await instance.subscribe(to: subscription)
    state.withLock { $0.held?.isSubscribed = true }
    return instance
  }

  /// Waits for records; an empty array is the end.
  func nextPage() async throws(KafkaRESTError) -> [RecordsReply.Item] {
    let start = elapsed()
    var losses = 0
    while true {
      do throws(KafkaRESTError) {
        let page = try await read()
        if !page.isEmpty { return page }
        losses = 0
      } catch {
        try await recover(from: error, losses: &losses)
        continue
      }
      if let limit = options.endsAfterSilence, elapsed() - start >= limit { return [] }
      try await pause(options.idlePause)
    }
  }

  /// Commits what was processed by now.
  func commit() async throws(KafkaRESTError) {
    let due = state.withLock { $0.progress.due }
    guard !due.isEmpty else { return }
    try await consumer().commit(due)
    state.withLock { $0.progress.committed(due) }
  }

  /// Commits what was processed, if that is wanted, and deletes the consumer in any case.
  func close() async throws(KafkaRESTError) {
    var failure: KafkaRESTError?
    do throws(KafkaRESTError) {
      if state.withLock({ $0.held != nil }) { try await commitIfWanted() }
    } catch { failure = error }
    // A consumer that cannot be deleted now expires by itself; the closure's result outweighs that.
    try? await takeInstance()?.delete()
    if let failure { throw failure }
  }

  /// Notes that a record goes to the closure.
  func handedOut(_ record: RecordsReply.Item) {
    state.withLock { $0.progress.handedOut(record) }
  }

  /// Notes that the closure is done with the record it got last.
  func settle() { state.withLock { $0.progress.settle() } }

  /// Notes that the closure is not done with the record it got last.
  func abandon() { state.withLock { $0.progress.abandon() } }

  private func read() async throws(KafkaRESTError) -> [RecordsReply.Item] {
    let consumer = try await consumer()
    if state.withLock({ $0.held?.hasJoined ?? false }) { try await commitIfWanted() }
    let page = try await consumer.records(
      timeout: options.readTimeout,
      largest: options.largestRead
    )
    return state.withLock { state in
      if !page.isEmpty { state.held?.hasJoined = true }
      return state.progress.admit(page)
    }
  }

  private func commitIfWanted() async throws(KafkaRESTError) {
    if options.commits == .whatWasProcessed { try await commit() }
  }

  /// Gives the consumer up where another one may do better, and throws where it would not.
  ///
  /// A consumer is lost when it has expired, but also when the answer to a read is: its position
  /// has moved past records that nobody got. A new one begins where the last commit was.
  private func recover(
    from failure: KafkaRESTError,
    losses: inout Int
  ) async throws(KafkaRESTError) {
    let isGone = failure.code == .consumerNotFound
    let isReadLost = failure.mayHaveArrived && failure.isRetriable
    losses += 1
    let pause = client.options.retries.pause(
      afterAttempt: losses,
      retryAfter: failure.retryAfter,
      random: client.options.random
    )
    guard isGone || isReadLost, let pause else { throw explained(failure, losses: losses) }
    state.withLock { $0.progress.lostConsumer() }
    let lost = takeInstance()
    if !isGone { try? await lost?.delete() }
    try await self.pause(pause)
  }

  private func explained(_ failure: KafkaRESTError, losses: Int) -> KafkaRESTError {
    guard failure.code == .consumerNotFound, losses > 1 else { return failure }
    var explained = failure
    explained.advice =
      "the proxy makes consumers and does not know them afterwards: if several proxies share one"
      + " address, each must announce its own (host.name or advertised.listeners)"
    return explained
  }

  private func takeInstance() -> ConsumerInstance<Transport>? {
    state.withLock { state in
      defer { state.held = nil }
      return state.held?.instance
    }
  }

  private func pause(_ duration: Duration) async throws(KafkaRESTError) {
    do { try await client.options.clock.sleep(for: duration) } catch {
      throw client.call("read records in", group, at: "", concern: .consumer)
        .failure(.cancelled, "while waiting for records")
    }
  }
}

extension Clock<Duration> {
  /// What tells how long ago it was made.
  func stopwatch() -> @Sendable () -> Duration {
    let start = now
    return { start.duration(to: self.now) }
  }
}
