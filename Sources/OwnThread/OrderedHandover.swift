#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Takes what several threads make of numbered pieces of work and hands it on in their order.
///
/// Whoever brings the piece that is due hands it on himself, and after it those that lie ready; so
/// the receiver is called on one thread after another, never on two at once. A piece that comes
/// early lies ready, but only so many: who is too far ahead waits. The first failure, in the order
/// of the numbers, ends everything.
public final class OrderedHandover<Item: Sendable>: Sendable {
  private let gate: Gate

  /// Hands on to `receive`, and lets nobody be more than `window` numbers ahead.
  public init(window: Int, to receive: @escaping @Sendable (Item) throws -> Void) {
    precondition(window > 0, "the piece that is due must fit")
    gate = Gate(window: window, receive: receive)
  }

  /// Brings what was made for a number, counted from 0 without gaps; `false` says to stop.
  ///
  /// A number may have several items, brought one after another by the same thread; all but the
  /// last wait until they are due.
  public func put(_ item: Item, number: Int, isLast: Bool = true) -> Bool {
    gate.put(.success(item), number, isLast)
  }

  /// Brings the reason why nothing can be made for a number.
  public func fail(_ error: any Error, number: Int) { _ = gate.put(.failure(error), number, true) }

  /// Ends everything at once, whatever is due.
  public func stop(_ error: any Error) { gate.stop(error) }

  /// Whether it has come to an end before its time.
  public var isStopped: Bool { gate.failure != nil }

  /// The failure that ended it, where one did.
  public var failure: (any Error)? { gate.failure }

  /// Safe because every field is touched only while `lock` is held.
  private final class Gate: @unchecked Sendable {
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let moved = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let window: Int
    private let receive: @Sendable (Item) throws -> Void
    private var due = 0
    private var isHandingOn = false
    private var ready: [Int: Result<Item, any Error>] = [:]
    private var reason: (any Error)?

    init(window: Int, receive: @escaping @Sendable (Item) throws -> Void) {
      self.window = window
      self.receive = receive
      pthread_mutex_init(lock, nil)
      pthread_cond_init(moved, nil)
    }

    deinit {
      pthread_cond_destroy(moved)
      pthread_mutex_destroy(lock)
      moved.deallocate()
      lock.deallocate()
    }

    var failure: (any Error)? {
      pthread_mutex_lock(lock)
      defer { pthread_mutex_unlock(lock) }
      return reason
    }

    func stop(_ error: any Error) {
      pthread_mutex_lock(lock)
      if reason == nil { reason = error }
      pthread_cond_broadcast(moved)
      pthread_mutex_unlock(lock)
    }

    func put(_ item: Result<Item, any Error>, _ number: Int, _ isLast: Bool) -> Bool {
      pthread_mutex_lock(lock)
      defer { pthread_mutex_unlock(lock) }
      while reason == nil, mustWait(number, isLast) { pthread_cond_wait(moved, lock) }
      guard reason == nil else { return false }
      guard number == due, !isHandingOn else {
        ready[number] = item
        return true
      }
      handOn(item, isLast)
      return reason == nil
    }

    private func mustWait(_ number: Int, _ isLast: Bool) -> Bool {
      isLast ? number >= due + window : number != due || isHandingOn
    }

    /// Hands on what is due and what lies ready behind it; the lock is open meanwhile.
    private func handOn(_ first: Result<Item, any Error>, _ isLast: Bool) {
      isHandingOn = true
      var next: Result<Item, any Error>? = first
      while let item = next, reason == nil {
        pthread_mutex_unlock(lock)
        let failure = failure(handingOn: item)
        pthread_mutex_lock(lock)
        if reason == nil { reason = failure }
        guard isLast || item.isFailure else { break }
        due += 1
        next = ready.removeValue(forKey: due)
        pthread_cond_broadcast(moved)
      }
      isHandingOn = false
      pthread_cond_broadcast(moved)
    }

    private func failure(handingOn item: Result<Item, any Error>) -> (any Error)? {
      do {
        try receive(item.get())
        return nil
      } catch {
        return error
      }
    }
  }
}

extension Result {
  fileprivate var isFailure: Bool {
    if case .failure = self { true } else { false }
  }
}
