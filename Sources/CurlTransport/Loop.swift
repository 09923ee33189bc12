import CCurl
import HTTPWire

/// The one thread that talks to libcurl: commands come through the inbox, answers leave by continuations.
final class Loop {
  private let inbox: Inbox
  private let options: CurlTransport.Options
  private let multi: MultiHandle
  private var commands: [Inbox.Command] = []
  private var running: [Carrier] = []
  private var idle: [Carrier] = []
  private var queue: ConnectionQueue<Transfer>
  private var now = ContinuousClock.now
  private var nextDeadline: ContinuousClock.Instant?

  init(inbox: Inbox, options: CurlTransport.Options) {
    self.inbox = inbox
    self.options = options
    multi = MultiHandle(maxConnections: options.maxConnections)
    queue = ConnectionQueue(limit: options.maxConnections)
  }

  /// Works until the transport is gone.
  func run() {
    while inbox.take(into: &commands) {
      now = .now
      obey()
      multi.perform()
      reap()
      deliver()
      expire()
      if startWaiting() { continue }
      let statistics = Statistics(
        running: running.count,
        waiting: queue.waiting,
        idleHandles: idle.count
      )
      guard inbox.fallAsleep(statistics) else { continue }
      multi.wait(for: inbox.wakeup.descriptor, until: nextDeadline.map { now.duration(to: $0) })
      inbox.wakeup.clear()
    }
    end()
  }

  private func obey() {
    for command in commands {
      switch command {
      case .start(let transfer): start(transfer)
      case .cancel(let transfer): cancel(transfer)
      case .receive(let transfer): transfer.carrier?.resume(CURLPAUSE_RECV)
      case .send(let transfer): transfer.carrier?.resume(CURLPAUSE_SEND)
      }
    }
    commands.removeAll(keepingCapacity: true)
  }

  private func start(_ transfer: Transfer) {
    guard !transfer.isCancelled else {
      return transfer.fail(transfer.error(.cancelled, "", mayHaveArrived: false))
    }
    look(at: transfer.deadlines.first)
    queue.append(transfer, to: transfer.request.origin)
  }

  private func startWaiting() -> Bool {
    var hasStarted = false
    while let transfer = queue.next(perHost: { _ in options.maxConnectionsPerHost }) {
      put(transfer)
      hasStarted = true
    }
    return hasStarted
  }

  private func put(_ transfer: Transfer) {
    guard let carrier = carrier(for: transfer) else {
      queue.release(transfer.request.origin)
      return transfer.fail(transfer.error(.other, "libcurl has no memory", mayHaveArrived: false))
    }
    do throws(HTTPFileError) {
      try carrier.load(transfer)
    } catch {
      carrier.unload()
      idle.append(carrier)
      queue.release(transfer.request.origin)
      let failure = transfer.error(
        .requestBodyFailed,
        "\(error)",
        mayHaveArrived: false,
        underlying: error
      )
      return transfer.fail(failure)
    }
    transfer.carrier = carrier
    transfer.deadlines.start(at: now)
    look(at: transfer.deadlines.first)
    carrier.place = running.count
    running.append(carrier)
    multi.add(carrier.easy)
  }

  private func carrier(for transfer: Transfer) -> Carrier? {
    unsafe idle.popLast() ?? Carrier(options: options, share: multi.share)
  }

  /// Takes the handle off the wire; an unfinished transfer loses its connection.
  private func remove(_ carrier: Carrier) {
    multi.remove(carrier.easy)
    let last = running.removeLast()
    if last !== carrier {
      running[carrier.place] = last
      last.place = carrier.place
    }
    if let transfer = carrier.transfer {
      transfer.carrier = nil
      queue.release(transfer.request.origin)
    }
    carrier.unload()
    idle.append(carrier)
  }

  private func cancel(_ transfer: Transfer) {
    transfer.isCancelled = true
    stop(transfer, .cancelled, "")
  }

  private func stop(_ transfer: Transfer, _ code: HTTPTransportError.Code, _ detail: String) {
    if let carrier = transfer.carrier {
      report(carrier, code)
      let mayHaveArrived = carrier.mayHaveArrived
      remove(carrier)
      transfer.fail(transfer.error(code, detail, mayHaveArrived: mayHaveArrived))
    } else if queue.remove(transfer, from: transfer.request.origin) {
      transfer.fail(transfer.error(code, detail, mayHaveArrived: false))
    }
  }

  /// Hands over what has ended.
  private func reap() {
    while let (carrier, result) = multi.nextFinished() {
      guard let transfer = carrier.transfer else { continue }
      let error = result == CURLE_OK ? nil : carrier.error(result)
      report(carrier, error?.code)
      let head = carrier.head
      var received: [UInt8] = []
      swap(&received, &carrier.received)
      remove(carrier)
      transfer.feed?.stop()
      if let error {
        transfer.fail(error)
      } else if let body = transfer.responseBody {
        if !received.isEmpty { _ = body.offer(received) }
        body.end(.success(()))
      } else {
        transfer.answer(
          .success(
            Answer(status: head.status, headerLines: head.lines, body: .complete(received))
          )
        )
      }
    }
  }

  /// Hands over headers and pieces of bodies that are still coming.
  private func deliver() {
    for carrier in running where carrier.head.isComplete {
      guard let transfer = carrier.transfer else { continue }
      if transfer.responseBody == nil {
        let body = ResponseBody(limit: options.maxUnreadBytes)
        transfer.responseBody = body
        let answer = Answer(
          status: carrier.head.status,
          headerLines: carrier.head.lines,
          body: .streaming(body)
        )
        transfer.answer(.success(answer))
      }
      guard !carrier.received.isEmpty, let body = transfer.responseBody else { continue }
      var received: [UInt8] = []
      swap(&received, &carrier.received)
      if !body.offer(received) { carrier.pauseReceiving() }
    }
  }

  // MARK: Deadlines

  private func look(at moment: ContinuousClock.Instant?) {
    guard let moment else { return }
    nextDeadline = min(nextDeadline ?? moment, moment)
  }

  private func expire() {
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
      case .passed(let code): stop(transfer, code, "")
      }
    }
  }

  private func report(_ carrier: Carrier, _ failure: HTTPTransportError.Code?) {
    guard let observer = options.observer, let attempt = carrier.attempt(failure) else { return }
    observer(attempt)
  }

  private func end() {
    for carrier in running { multi.remove(carrier.easy) }
  }
}
