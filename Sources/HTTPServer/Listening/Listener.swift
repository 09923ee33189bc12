internal import Synchronization

/// Takes connections and gives each to the worker that has the fewest.
actor Listener: SocketWatcher {
  private static let acceptedPerTurn = 64
  /// How long accepting rests when there is no room for one more.
  private static let rest = 50_000_000

  nonisolated let workers: [Worker]
  nonisolated let loop: EventLoop
  private let limit: Int
  private let drained = Mailbox<Never>()
  private var socket: ListeningSocket
  private var slot = 0
  private var isOpen = false
  private var resting: Moment?

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

  init(_ socket: consuming ListeningSocket, feeding workers: [Worker], connections limit: Int) {
    self.socket = socket
    self.workers = workers
    self.limit = limit
    loop = workers[0].loop
  }

  /// Accepts until `drain`, then closes the workers' mailboxes.
  func run() async {
    slot = loop.watch(socket.descriptor, for: .readable, by: self)
    isOpen = true
    _ = await drained.take()
    isOpen = false
    loop.forget(slot)
    socket.close()
    for worker in workers { worker.arrivals.close() }
  }

  nonisolated func drain() { drained.close() }

  nonisolated func socketChanged(_ events: SocketEvents) { assumeIsolated { $0.accept() } }

  nonisolated func timePassed(_ now: Moment) -> Moment? { assumeIsolated { $0.resume(now) } }

  private func accept() {
    guard isOpen else { return }
    for _ in 0..<Self.acceptedPerTurn {
      let worker = leastLoaded()
      guard connectionCount < limit else { return pause() }
      do {
        worker.take(try socket.accept())
      } catch .noneWaiting {
        return
      } catch .gone {
        continue
      } catch {
        return pause()
      }
    }
  }

  nonisolated var connectionCount: Int {
    workers.reduce(0) { $0 + $1.load.load(ordering: .relaxed) }
  }

  private func leastLoaded() -> Worker {
    var least = workers[0]
    for worker in workers.dropFirst()
    where worker.load.load(ordering: .relaxed) < least.load.load(ordering: .relaxed) {
      least = worker
    }
    return least
  }

  /// Leaves clients in the system's queue for a moment: to ask again at once would only spin.
  private func pause() {
    let moment = Moment.now + Self.rest
    resting = moment
    loop.change(socket.descriptor, in: slot, to: [])
    loop.sweep(at: moment)
  }

  private func resume(_ now: Moment) -> Moment? {
    guard let moment = resting else { return nil }
    guard isOpen, moment <= now else { return moment }
    resting = nil
    loop.change(socket.descriptor, in: slot, to: .readable)
    return nil
  }
}
