import CCurl
import HTTPWire

/// The one thread that talks to libcurl: commands come through the inbox, answers leave by
/// continuations.
struct Loop: ~Copyable {
  private let inbox: Inbox
  private let options: CurlTransport.Options
  private let sockets: Sockets
  private let multi: MultiHandle
  private var commands: [Inbox.Command] = []
  private var running: [Carrier] = []
  private var idle: [Carrier] = []
  private var queue: ConnectionQueue<Transfer>
  private var answers: [(Waiter<Result<Answer, HTTPTransportError>>, Answer)] = []
  private var rounds = 0
  private var now = Moment.now
  private var nextDeadline: Moment?

  /// `nil` if the system gives it no descriptor or no memory.
  init?(inbox: Inbox, options: CurlTransport.Options) {
    guard inbox.wakeup.descriptor >= 0, let poller = Poller() else { return nil }
    poller.watchEdges(of: inbox.wakeup.descriptor)
    let sockets = Sockets(poller)
    guard let multi = MultiHandle(maxConnections: options.maxConnections, sockets: sockets) else {
      return nil
    }
    self.sockets = sockets
    self.multi = multi
    self.inbox = inbox
    self.options = options
    queue = ConnectionQueue(
      limit: options.maxConnections,
      perHost: options.maxConnectionsPerHost
    )
  }

  /// Works until the transport is gone.
  mutating func run() {
    while inbox.take(into: &commands) {
      now = .now
      obey()
      startWaiting()
      actOnTime()
      reap()
      deliver()
      expire()
      wait()
    }
    for carrier in running { multi.remove(carrier.easy) }
  }

  private mutating func obey() {
    for command in commands {
      switch command {
      case .start(let transfer): start(transfer)
      case .cancel(let transfer): cancel(transfer)
      case .receive(let transfer): transfer.carrier?.resume(CURLPAUSE_RECV)
      case .send(let transfer): transfer.carrier?.resume(CURLPAUSE_SEND)
      case .run(let job, let executor):
        unsafe job.runSynchronously(on: executor.asUnownedTaskExecutor())
      }
    }
    commands.removeAll(keepingCapacity: true)
  }

  private mutating func actOnTime() {
    guard let due = sockets.timer, due <= now else { return }
    sockets.clearTimer()
    multi.actOnTime()
  }

  /// Lets libcurl work on the sockets that are ready; sleeps for one only when nobody waits for an
  /// answer.
  private mutating func wait() {
    var milliseconds: Int32 = 0
    if answers.isEmpty, inbox.fallAsleep(statistics) {
      milliseconds = earliest(sockets.timer, nextDeadline)?.millisecondsLeft ?? -1
    }
    let isBusy = sockets.poller.wait(milliseconds: milliseconds) { descriptor, interest in
      guard descriptor != inbox.wakeup.descriptor else { return }
      let awaited = sockets.awaited(descriptor)
      if !awaited.isEmpty { multi.act(on: descriptor, interest) }
    }
    rounds += 1
    if !isBusy || answers.count >= 16 || rounds > 4 { flush() }
  }

  /// Resumes everybody whose answer has come, at one blow: waking one task after the other would
  /// wake a thread for each.
  private mutating func flush() {
    rounds = 0
    for (waiter, answer) in answers { waiter.resume(.success(answer)) }
    answers.removeAll(keepingCapacity: true)
  }

  private var statistics: Statistics {
    Statistics(
      running: running.count,
      waiting: queue.waiting,
      idleHandles: idle.count,
      connections: sockets.open
    )
  }
}

// MARK: - From the queue to the wire and off it again

extension Loop {
  private mutating func start(_ transfer: Transfer) {
    guard !transfer.isCancelled else { return transfer.fail(.cancelled) }
    let host = queue.host(transfer.request.origin)
    transfer.host = host
    if queue.enter(transfer, to: host) { return begin(transfer) }
    if case .look(let moment) = transfer.deadlines.waiting(now: now) { look(at: moment) }
  }

  private mutating func startWaiting() {
    while let transfer = queue.next() { begin(transfer) }
  }

  private mutating func begin(_ transfer: Transfer) {
    do throws(HTTPTransportError) {
      try put(transfer)
    } catch {
      leave(transfer)
      transfer.fail(error)
    }
  }

  private mutating func leave(_ transfer: Transfer) {
    if let host = transfer.host { queue.leave(host) }
  }

  private mutating func put(_ transfer: Transfer) throws(HTTPTransportError) {
    guard let carrier = unsafe idle.popLast() ?? Carrier(options, sockets, share: multi.share)
    else {
      throw transfer.error(.other, "libcurl has no memory", mayHaveArrived: false)
    }
    do throws(HTTPTransportError) {
      try carrier.load(transfer)
    } catch {
      carrier.unload()
      idle.append(carrier)
      throw error
    }
    transfer.carrier = carrier
    look(at: transfer.deadlines.start(at: now))
    carrier.place = running.count
    running.append(carrier)
    multi.add(carrier.easy)
  }

  /// Takes the handle off the wire; an unfinished transfer loses its connection.
  private mutating func remove(_ carrier: Carrier) {
    multi.remove(carrier.easy)
    let last = running.removeLast()
    if last !== carrier {
      running[carrier.place] = last
      last.place = carrier.place
    }
    if let transfer = carrier.transfer {
      transfer.carrier = nil
      leave(transfer)
    }
    carrier.unload()
    idle.append(carrier)
  }

  private mutating func cancel(_ transfer: Transfer) {
    transfer.isCancelled = true
    stop(transfer, .cancelled)
  }

  private mutating func stop(_ transfer: Transfer, _ code: HTTPTransportError.Code) {
    if let carrier = transfer.carrier {
      let error = transfer.error(
        code,
        transfer.deadlines.limit(behind: code),
        mayHaveArrived: carrier.mayHaveArrived
      )
      report(carrier, code)
      remove(carrier)
      transfer.fail(error)
    } else if let host = transfer.host, queue.remove(transfer, from: host) {
      transfer.fail(code, transfer.deadlines.limit(behind: code))
    }
  }

  /// Hands over what has ended.
  private mutating func reap() {
    while let (carrier, result) = multi.nextFinished() {
      guard let transfer = carrier.transfer else { continue }
      let error = carrier.error(result)
      report(carrier, error?.code)
      if transfer.request.origin.scheme == .https, carrier.spokeHTTP2 {
        transfer.host?.limit = options.maxStreamsPerHost
      }
      let (head, rest) = (carrier.head, carrier.takeReceived())
      remove(carrier)
      if let error {
        transfer.fail(error)
      } else if let answer = transfer.finish(head, rest) {
        hand(answer, to: transfer)
      }
    }
  }

  /// Hands over headers and pieces of bodies that are still coming.
  private mutating func deliver() {
    for carrier in running where carrier.head.isComplete {
      guard let transfer = carrier.transfer else { continue }
      if transfer.responseBody == nil {
        hand(transfer.stream(carrier.head, limit: options.maxUnreadBytes), to: transfer)
      }
      guard let body = transfer.responseBody, !carrier.received.isEmpty else { continue }
      if body.offer(carrier.takeReceived()) {
        carrier.resume(CURLPAUSE_RECV)
      } else {
        carrier.pauseReceiving()
      }
    }
  }

  private mutating func hand(_ answer: Answer, to transfer: Transfer) {
    if let waiter = transfer.waiter.take() { answers.append((waiter, answer)) }
  }

  private func report(_ carrier: Carrier, _ failure: HTTPTransportError.Code?) {
    guard let observer = options.observer, let attempt = carrier.attempt(failure) else { return }
    observer(attempt)
  }
}

// MARK: - Deadlines

extension Loop {
  private mutating func look(at moment: Moment?) {
    nextDeadline = earliest(nextDeadline, moment)
  }

  private mutating func expire() {
    guard let due = nextDeadline, due <= now else { return }
    nextDeadline = nil
    for transfer in running.compactMap(\.transfer) + queue.elements {
      let verdict =
        if let carrier = transfer.carrier {
          transfer.deadlines.running(
            now: now,
            isConnected: carrier.isConnected,
            isHeldBack: carrier.isHeldBack,
            bytes: carrier.movedBytes
          )
        } else {
          transfer.deadlines.waiting(now: now)
        }
      switch verdict {
      case .look(let moment): look(at: moment)
      case .passed(let code): stop(transfer, code)
      }
    }
  }
}
