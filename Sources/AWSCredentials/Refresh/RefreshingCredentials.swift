public import AWSSigV4
import FoundationEssentials
public import HTTPWire
import Synchronization

/// Keeps the credentials of a source, and replaces them before they end.
///
/// However many callers ask, one fetches, on its own task. While the old ones are good for minutes
/// the others go on with them; in the last minute they wait for the new ones. A caller that is
/// cancelled ends its own waiting only: if it was the one that fetched, the next takes over. A
/// failure reaches those who waited for it and is then forgotten.
public final class RefreshingCredentials: CredentialsProvider {
  private enum Outcome: Sendable {
    case use(Credentials)
    case fetch
    case failed(AWSCredentialsError)
    case cancelled
  }

  private typealias Waiter = CheckedContinuation<Outcome, Never>

  private let source: any CredentialsSource
  private let options: RefreshOptions
  private let now: @Sendable () -> Date
  private let random: @Sendable () -> Double
  private let state = Mutex(RefreshState<Waiter>())
  private let tickets = Atomic<UInt64>(0)

  /// Keeps what `source` gives; time and chance come from `host`.
  public init(
    _ source: any CredentialsSource,
    options: RefreshOptions = RefreshOptions(),
    host: AWSHost = AWSHost()
  ) {
    self.source = source
    self.options = options
    now = host.now
    random = host.random
  }

  /// Credentials that are good now.
  public func credentials() async throws(AWSCredentialsError) -> Credentials {
    if let settled = state.withLock({ $0.settled(at: now()) }) { return settled }
    switch await turn() {
    case .use(let credentials): return credentials
    case .fetch: return try await fetch()
    case .failed(let error): throw error
    case .cancelled: throw Self.cancellation
    }
  }

  /// Forgets credentials a service has refused, so that the next caller fetches others.
  public func invalidate(_ rejected: Credentials) async {
    state.withLock { $0.drop(rejected) }
  }

  /// How many callers wait for a fetch.
  var waiting: Int { state.withLock { $0.waiters.count } }

  private static let cancellation = AWSCredentialsError(
    .cancelled,
    source: "AWS credentials",
    detail: "the caller was cancelled"
  )

  private func turn() async -> Outcome {
    let ticket = tickets.add(1, ordering: .relaxed).newValue
    return await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in
        let outcome = state.withLock { state -> Outcome? in
          // Looked at under the lock: a cancellation is seen here, or finds the waiter in line.
          if Task.isCancelled { return .cancelled }
          switch state.ask(at: now()) {
          case .use(let credentials): return .use(credentials)
          case .fetch: return .fetch
          case .wait:
            state.enqueue(waiter, id: ticket)
            return nil
          }
        }
        if let outcome { waiter.resume(returning: outcome) }
      }
    } onCancel: {
      state.withLock { $0.leave(ticket) }?.resume(returning: .cancelled)
    }
  }

  private func fetch() async throws(AWSCredentialsError) -> Credentials {
    do throws(AWSCredentialsError) {
      let fresh = try await source.fetch()
      guard !fresh.isExpired(at: now()) else { throw Self.ended(fresh) }
      settle(fresh)
      return fresh
    } catch {
      return try recover(from: error)
    }
  }

  private func settle(_ fresh: Credentials) {
    let windows = RefreshWindows(fresh, at: now(), options: options, random: random())
    let waiters = state.withLock { $0.settle(fresh, windows: windows) }
    for waiter in waiters { waiter.resume(returning: .use(fresh)) }
  }

  private func recover(from error: AWSCredentialsError) throws(AWSCredentialsError) -> Credentials {
    if error.code == .cancelled || Task.isCancelled {
      let successor = state.withLock { $0.handOver() }
      successor?.resume(returning: .fetch)
      throw Self.cancellation
    }
    let rest = options.rest.inSeconds * (1 + random())
    let (fallback, waiters) = state.withLock { $0.fail(at: now(), rest: rest) }
    for waiter in waiters {
      waiter.resume(returning: fallback.map { .use($0) } ?? .failed(error))
    }
    guard let fallback else { throw error }
    return fallback
  }

  private static func ended(_ credentials: Credentials) -> AWSCredentialsError {
    let end = credentials.expiration?.timeIntervalSince1970 ?? 0
    let text = Timestamp.format(secondsSince1970: end) ?? "long ago"
    return AWSCredentialsError(
      .expired,
      source: "AWS credentials",
      detail: "those of \(credentials.accessKeyID) ended at \(text) already"
    )
  }
}

extension CredentialsProvider where Self == RefreshingCredentials {
  /// The chain every AWS tool asks, its findings kept and refreshed.
  public static func defaultChain(
    transport: any HTTPTransport,
    host: AWSHost = AWSHost(),
    profile: String? = nil
  ) -> RefreshingCredentials {
    RefreshingCredentials(
      CredentialsChain(transport: transport, host: host, profile: profile),
      host: host
    )
  }
}
