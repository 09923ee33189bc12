internal import Glibc
internal import Synchronization

/// Something with a socket that an event loop tells about changes, always on the loop's thread.
protocol SocketWatcher: AnyObject, Sendable {
  /// The socket changed.
  func socketChanged(_ events: SocketEvents)

  /// Ends what waited too long; returns the next moment at which something will have.
  func timePassed(_ now: Moment) -> Moment?
}

/// One thread that waits for sockets and runs the tasks bound to it.
///
/// It is the executor of the actors that own its sockets and the preferred executor of the tasks
/// that serve them, so that a request that waits for nobody is served without changing threads.
final class EventLoop: SerialExecutor, TaskExecutor, @unchecked Sendable {
  // Safe because everything that is neither `let` nor in the mutex is touched by the loop's own
  // thread alone.
  private struct Inbox {
    var jobs: [UnownedJob] = []
    var isAsleep = false
    var isStopped = false
  }

  /// How often jobs that bring about further jobs go on before sockets are looked at again.
  private static let passesPerTurn = 4
  /// Sweeps are no closer than this, or thousands of connections would be looked at all the time.
  private static let sweepDistance = 10_000_000

  private let poller: Poller
  private let inbox = Mutex(Inbox())
  private let threadNumber = Atomic<UInt>(0)
  private var ready: [UnownedJob] = []
  private var running: [UnownedJob] = []
  private var watchers: [(any SocketWatcher)?] = []
  private var freeSlots: [Int] = []
  private var nextSweep: Moment?
  /// The time when the loop last looked.
  private(set) var now = Moment.now
  /// Buffers between two uses.
  var buffers = BufferPool()
  /// The `Date` of this second.
  var dateField = DateField()

  init() throws(HTTPServerError) { poller = try Poller() }

  /// Starts the thread, which keeps the loop alive until it is stopped.
  func start() throws(HTTPServerError) {
    var thread = pthread_t()
    let loop = unsafe Unmanaged.passRetained(self)
    let result = unsafe pthread_create(
      &thread,
      nil,
      { argument in
        guard let argument = unsafe argument else { return nil }
        unsafe Unmanaged<EventLoop>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      },
      loop.toOpaque()
    )
    guard result == 0 else {
      unsafe loop.release()
      throw .system("starting the thread of an event loop", number: result)
    }
    pthread_detach(thread)
  }

  /// Lets the thread end as soon as it has nothing more to do.
  func stop() {
    inbox.withLock { $0.isStopped = true }
    poller.wake()
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if isCurrent {
      ready.append(job)
      return
    }
    let mustWake = inbox.withLock { inbox in
      inbox.jobs.append(job)
      defer { inbox.isAsleep = false }
      return inbox.isAsleep
    }
    if mustWake { poller.wake() }
  }

  func checkIsolated() { precondition(isCurrent, "the event loop's thread is not running this") }

  func isIsolatingCurrentContext() -> Bool? { isCurrent }

  private var isCurrent: Bool { threadNumber.load(ordering: .relaxed) == pthread_self() }

  /// Tells `watcher` about a socket from now on; the slot is needed to end that.
  func watch(
    _ descriptor: Int32,
    for interest: SocketEvents,
    by watcher: any SocketWatcher
  ) -> Int {
    let slot = freeSlots.popLast() ?? watchers.count
    if slot == watchers.count { watchers.append(watcher) } else { watchers[slot] = watcher }
    poller.watch(descriptor, for: interest, token: UInt64(slot))
    return slot
  }

  /// Wants to hear of other events on a watched socket.
  func change(_ descriptor: Int32, in slot: Int, to interest: SocketEvents) {
    poller.change(descriptor, to: interest, token: UInt64(slot))
  }

  /// Forgets a watcher, whose socket must be closed in the same turn.
  func forget(_ slot: Int) {
    watchers[slot] = nil
    freeSlots.append(slot)
  }

  /// Makes sure that watchers are asked about the time no later than at `moment`.
  func sweep(at moment: Moment) {
    if let nextSweep, nextSweep <= moment { return }
    nextSweep = moment
  }

  private func run() {
    threadNumber.store(pthread_self(), ordering: .relaxed)
    blockBrokenPipes()
    while collectJobs() {
      runJobs()
      poller.wait(milliseconds: timeToWait()) { token, events in
        watchers[Int(token)]?.socketChanged(events)
      }
      now = .now
      if let moment = nextSweep, moment <= now { sweep() }
    }
  }

  /// `sendfile` has no flag that keeps the signal away.
  private func blockBrokenPipes() {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Takes over what other threads brought; false when the loop is to end.
  private func collectJobs() -> Bool {
    inbox.withLock { inbox in
      if !inbox.jobs.isEmpty {
        ready.append(contentsOf: inbox.jobs)
        inbox.jobs.removeAll(keepingCapacity: true)
      }
      inbox.isAsleep = false
      return !inbox.isStopped || !ready.isEmpty
    }
  }

  private func runJobs() {
    for _ in 0..<Self.passesPerTurn where !ready.isEmpty {
      swap(&ready, &running)
      for job in running {
        unsafe job.runSynchronously(
          isolatedTo: asUnownedSerialExecutor(),
          taskExecutor: asUnownedTaskExecutor()
        )
      }
      running.removeAll(keepingCapacity: true)
    }
  }

  /// How long epoll may wait; going to sleep is announced under the lock, so no job is overlooked.
  private func timeToWait() -> Int32 {
    guard ready.isEmpty else { return 0 }
    let mayPause = inbox.withLock { inbox in
      inbox.isAsleep = inbox.jobs.isEmpty && !inbox.isStopped
      return inbox.isAsleep
    }
    guard mayPause else { return 0 }
    guard let nextSweep else { return -1 }
    return Int32(clamping: max(0, nextSweep - .now + 999_999) / 1_000_000)
  }

  private func sweep() {
    nextSweep = nil
    var earliest: Moment?
    for watcher in watchers {
      guard let moment = watcher?.timePassed(now) else { continue }
      earliest = min(earliest ?? moment, moment)
    }
    if let earliest { sweep(at: max(earliest, now + Self.sweepDistance)) }
  }
}
