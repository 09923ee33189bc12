internal import HTTPWire

/// Serves one client: reads a request, has it handled, answers, and begins again.
actor Connection: SocketWatcher {
  /// How long and how much is read behind a last answer, lest closing destroys it on its way.
  private static let lingering = 2_000_000_000

  nonisolated let number: UInt64
  private nonisolated let loop: EventLoop
  private let service: Service
  private let client: SocketAddress
  private let channel: Channel
  private let reader: RequestReader
  private let writer: ResponseWriter
  private var task: RunningTask?
  /// The request that is being handled or answered.
  private var current: UInt64?
  private var origins = OriginCache()
  /// When a connection that outlives its server is broken.
  private var lastMoment: Moment?

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

  init(_ arrival: Arrival, on loop: EventLoop, _ service: Service) {
    number = service.nextConnectionNumber()
    self.loop = loop
    self.service = service
    client = arrival.from
    channel = Channel(ConnectedSocket(arrival.descriptor), on: loop)
    let limits = service.options.limits
    reader = RequestReader(channel, on: loop, limits: limits)
    writer = ResponseWriter(channel, on: loop, limits: limits)
  }

  /// Serves until the client or the server has enough.
  func serve(_ handler: HTTPServer.Handler) async {
    let slot = channel.open(self)
    task = RunningTask()
    do {
      while let head = try await reader.nextHead() {
        guard try await answer(head, by: handler) else { break }
      }
    } catch .rejected(let rejection) {
      await refuse(rejection)
    } catch .tooSlow where !reader.isIdle {
      await refuse(Rejection(408, "the request did not arrive in time"))
    } catch {
      // The client is gone, or nothing was going on.
    }
    task = nil
    channel.close(slot)
  }

  /// Lets the connection end when its request is answered; at once where there is none.
  func drain() {
    let moment = Moment.now + service.options.drainTime
    lastMoment = moment
    loop.sweep(at: moment)
    if reader.isIdle, current == nil { channel.stopReceiving() }
  }

  // MARK: One request

  /// Answers one request; false where the connection ends with it.
  private func answer(
    _ head: RequestHead,
    by handler: HTTPServer.Handler
  ) async throws(RequestReader.Failure) -> Bool {
    let origin = try origin(of: head)
    let number = service.nextRequestNumber()
    let body = try await receiveBody(of: head, number)
    let request = HTTPRequest(
      head.method,
      origin: origin,
      target: head.target,
      headers: head.headers,
      body: body
    )
    let context = RequestContext(
      remoteAddress: client,
      localAddress: service.address,
      requestNumber: number,
      connectionNumber: self.number
    )
    current = number
    writer.hasBegun = false
    cancelIfClientIsGone()
    let response = await handler(request, context)
    defer { current = nil }
    return try await send(response, to: head)
  }

  private func origin(of head: RequestHead) throws(RequestReader.Failure) -> HTTPOrigin {
    guard let origin = origins.origin(named: head.authority ?? "\(service.address)") else {
      throw .rejected(.malformed("Host is not a name with a port"))
    }
    guard service.options.acceptsOrigin(origin) else {
      throw .rejected(Rejection(421, "nobody of that name is here"))
    }
    return origin
  }

  /// Waits for a short body; a long one, or one that waits for a word from us, becomes a stream.
  private func receiveBody(
    of head: RequestHead,
    _ number: UInt64
  ) async throws(RequestReader.Failure) -> HTTPBody {
    var length: Int?
    if case .length(let announced) = head.framing { length = announced }
    let isShort = (length ?? .max) <= service.options.limits.bufferedBodyBytes
    if let length, isShort { reader.reserve(length) }
    var isComplete = try reader.readAvailable()
    while !isComplete, isShort, !reader.expectsContinue { isComplete = try await reader.readMore() }
    if isComplete {
      reader.rest()
      return head.framing == .none ? .empty : .bytes(reader.takeContent())
    }
    let stream = HTTPByteStream { { try await self.nextContent(of: number) } }
    return .stream(stream, length: length)
  }

  /// What a handler gets that reads a streamed body.
  private func nextContent(of number: UInt64) async throws(HTTPServerError) -> [UInt8]? {
    guard current == number else {
      throw HTTPServerError(.bodyAbandoned, "the request was answered already")
    }
    do {
      if reader.expectsContinue { try await invite() }
      while true {
        let content = reader.takeContent()
        if !content.isEmpty { return content }
        if reader.isComplete { return nil }
        _ = try await reader.readMore()
      }
    } catch {
      throw HTTPServerError(error)
    }
  }

  private func invite() async throws(RequestReader.Failure) {
    reader.expectsContinue = false
    guard !writer.hasBegun else { return }
    do { try await writer.sendContinue() } catch { throw .gone }
  }

  // MARK: Answers

  private func send(
    _ response: HTTPResponse,
    to head: RequestHead
  ) async throws(RequestReader.Failure) -> Bool {
    let isEarly = !reader.isComplete
    let goesOn =
      head.keepsAlive && lastMoment == nil && !saysClose(response)
      && (response.body.isStream || reader.canSkipContent)
    let persistence: ResponseHead.Persistence =
      goesOn ? (head.isVersion11 ? .implied : .keepsAlive) : .closes
    do {
      try await write(response, to: head.method, isVersion11: head.isVersion11, persistence)
    } catch .bodyFailed where !writer.hasBegun {
      await refuse(Rejection(500, "the answer could not be made"))
      return false
    } catch {
      channel.abort()
      return false
    }
    if goesOn, reader.canSkipContent {
      if isEarly { try await reader.skipContent() }
      return true
    }
    await linger()
    return false
  }

  private func write(
    _ response: HTTPResponse,
    to method: HTTPMethod,
    isVersion11: Bool,
    _ persistence: ResponseHead.Persistence
  ) async throws(ResponseWriter.Failure) {
    let framing = ResponseFraming(of: response, to: method, isVersion11: isVersion11)
    let date = loop.dateField.line(for: service.options.now())
    let head = ResponseHead(
      response: response,
      framing: framing,
      persistence: persistence,
      date: date
    )
    var output = loop.buffers.takeOutput()
    guard head.write(to: &output) else { throw .bodyFailed }
    try await writer.send(head: output, body: response.body, framing: framing)
  }

  /// Answers what cannot be handled, and ends the connection.
  private func refuse(_ rejection: Rejection) async {
    let response = HTTPResponse(
      status: rejection.status,
      headers: ["Content-Type": "text/plain; charset=utf-8"],
      body: .bytes(Array("\(rejection.reason)\n".utf8))
    )
    writer.hasBegun = false
    guard (try? await write(response, to: .get, isVersion11: true, .closes)) != nil else { return }
    await linger()
  }

  /// To close with bytes unread makes the system reset the connection and the answer be lost.
  private func linger() async {
    channel.endSending()
    if reader.isComplete, !reader.hasUnread, !reader.hasFailed { return }
    let limit = service.options.limits.discardedBodyBytes
    await reader.discard(upTo: limit, until: Moment.now + Self.lingering)
  }

  private func saysClose(_ response: HTTPResponse) -> Bool {
    response.headers["Connection"]?.lowercased() == "close"
  }

  // MARK: Events

  nonisolated func socketChanged(_ events: SocketEvents) {
    assumeIsolated { connection in
      connection.channel.changed(events)
      if !events.isDisjoint(with: [.peerClosed, .broken]) { connection.cancelIfClientIsGone() }
    }
  }

  nonisolated func timePassed(_ now: Moment) -> Moment? {
    assumeIsolated { $0.endOverdue(now) }
  }

  private func endOverdue(_ now: Moment) -> Moment? {
    let next = channel.timePassed(now)
    guard let lastMoment else { return next }
    guard lastMoment > now else {
      task?.cancel()
      channel.abort()
      return next
    }
    return min(next ?? lastMoment, lastMoment)
  }

  /// A client that ended behind a whole request does not wait for the answer any more.
  private func cancelIfClientIsGone() {
    guard current != nil, reader.isComplete, !reader.hasUnread, channel.isAtEnd else { return }
    task?.cancel()
  }
}

extension HTTPBody {
  fileprivate var isStream: Bool { if case .stream = self { true } else { false } }
}
