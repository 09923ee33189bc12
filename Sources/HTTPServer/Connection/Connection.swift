internal import HTTPWire

/// Serves one client: reads a request, has it handled, answers, and begins again.
///
/// What can be done at once is done by synchronous calls; an `await` stands only where something
/// must be waited for, since each costs as much as the work between two of them.
actor Connection: SocketWatcher {
  nonisolated let number: UInt64
  nonisolated let loop: EventLoop
  let service: Service
  private let client: SocketAddress
  var channel: Channel
  var reader: RequestReader
  /// How slow the client may be with what it sends.
  var receivingPace: Pace
  /// How slow the client may be with what it takes.
  var sendingPace: Pace
  /// Whether a part of the answer is on its way, so that no other can take its place.
  var hasBegunAnswer = false
  /// What the request asked that is being read or answered; nothing may stand behind HEAD.
  private(set) var method = HTTPMethod.get
  /// The request that is being handled or answered.
  private(set) var current: UInt64?
  private var task: RunningTask?
  /// How the client named us the last time; most name us alike in every request.
  private var acceptedOrigin: HTTPOrigin?
  private var idleSince = Moment.now
  private var headBegan: Moment?
  /// When a connection that outlives its server is broken.
  private(set) var lastMoment: Moment?

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

  init(_ arrival: Arrival, on loop: EventLoop, _ service: Service) {
    number = service.nextConnectionNumber()
    self.loop = loop
    self.service = service
    client = arrival.from
    channel = Channel(ConnectedSocket(arrival.descriptor))
    reader = RequestReader(on: loop, service.options.limits.parser)
    receivingPace = service.pace
    sendingPace = service.pace
  }

  /// Serves until the client or the server has enough.
  func serve(_ handler: HTTPServer.Handler) async {
    let slot = channel.open(on: loop, for: self)
    task = RunningTask()
    do {
      try await converse(handler)
    } catch .rejected(let rejection) {
      await refuse(rejection)
    } catch .tooSlow where !reader.isIdle {
      await refuse(Rejection(408, "the request did not arrive in time"))
    } catch {
      // The client is gone, or nothing was going on.
    }
    task = nil
    channel.close(slot, on: loop)
  }

  private func converse(_ handler: HTTPServer.Handler) async throws(RequestReader.Failure) {
    while true {
      switch try reader.nextHead(from: &channel) {
      case .found(let head):
        guard try await answer(head, by: handler) else { return }
        if channel.mustGiveWay() { await Task.yield() }
      case .starved: try await untilReadable(by: headDeadline())
      case .ended: return
      }
    }
  }

  /// A request must begin while the connection may idle, and then its head must come in time.
  private func headDeadline() throws(RequestReader.Failure) -> Moment {
    guard reader.isIdle else {
      let began = headBegan ?? loop.now
      headBegan = began
      return began + service.headerTime
    }
    guard lastMoment == nil else { throw .drained }
    return idleSince + service.idleTime
  }

  /// Answers one request; false where the connection ends with it.
  private func answer(
    _ head: RequestHead,
    by handler: HTTPServer.Handler
  ) async throws(RequestReader.Failure) -> Bool {
    method = head.method
    let number = service.nextRequestNumber()
    var request = HTTPRequest(
      head.method,
      origin: try origin(of: head),
      target: head.target,
      headers: head.headers
    )
    if case .length(let length) = head.framing { reserveBody(length) }
    if try reader.readAvailable() {
      reader.rest()
      if head.framing != .none { request.body = .bytes(reader.takeContent()) }
    } else {
      request.body = try await receiveBody(of: head, number)
    }
    let context = RequestContext(
      remoteAddress: client,
      localAddress: service.address,
      requestNumber: number,
      connectionNumber: self.number
    )
    current = number
    hasBegunAnswer = false
    if channel.peerHasEnded { cancelIfClientIsGone() }
    let response = await handler(request, context)
    guard response.status != 0 else {
      current = nil
      return false
    }
    let outgoing = begin(response, to: head)
    let isDone = outgoing.isSent && outgoing.goesOn && reader.isComplete
    let goesOn = isDone ? true : await finish(outgoing)
    current = nil
    method = .get
    headBegan = nil
    idleSince = loop.now
    return goesOn
  }

  private func origin(of head: RequestHead) throws(RequestReader.Failure) -> HTTPOrigin {
    let origin = head.origin ?? service.origin
    if origin == acceptedOrigin { return origin }
    guard service.options.acceptsOrigin(origin) else {
      throw .rejected(Rejection(421, "nobody of that name is here"))
    }
    acceptedOrigin = origin
    return origin
  }

  /// Lets the connection end when its request is answered; at once where there is none.
  func drain() {
    let moment = Moment.now + service.options.drainTime
    lastMoment = moment
    loop.sweep(at: moment)
    if reader.isIdle { channel.stopReceiving() }
  }

  /// A client whose connection broke, or that ended behind a whole request, waits for no answer.
  func cancelIfClientIsGone() {
    guard current != nil else { return }
    let hasEnded = reader.isComplete && !reader.hasUnread && channel.isAtEnd
    if hasEnded || channel.isBroken { task?.cancel() }
  }

  /// Breaks a connection whose server has ended long enough; returns when that will be.
  func endIfOverdue(_ now: Moment) -> Moment? {
    guard let lastMoment, lastMoment <= now else { return lastMoment }
    task?.cancel()
    channel.abort()
    return nil
  }
}
