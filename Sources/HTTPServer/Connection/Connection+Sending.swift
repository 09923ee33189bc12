internal import HTTPWire

/// How answers go out.
extension Connection {
  /// Bodies up to this length are copied behind their head and go out in one call.
  private static var copiedBytes: Int { 16 * 1024 }
  private static var fileBytesPerCall: Int { 512 * 1024 }

  /// Serialises a response and sends as much of it as goes at once.
  func begin(_ response: HTTPResponse, to head: RequestHead) -> Outgoing {
    let saysClose = response.headers["Connection"]?.equalsIgnoringASCIICase("close") ?? false
    let goesOn =
      head.keepsAlive && lastMoment == nil && !saysClose
      && (canSkipContent || response.body.isStream)
    return begin(response, to: head.method, isVersion11: head.isVersion11, goesOn: goesOn)
  }

  private func begin(
    _ response: HTTPResponse,
    to method: HTTPMethod,
    isVersion11: Bool,
    goesOn: Bool
  ) -> Outgoing {
    let framing = ResponseFraming(of: response, to: method, isVersion11: isVersion11)
    let goesOn = goesOn && framing != .untilClose
    let head = ResponseHead(
      response: response,
      framing: framing,
      persistence: goesOn ? (isVersion11 ? .implied : .keepsAlive) : .closes,
      date: loop.dateField.line(for: service.options.now())
    )
    sendingPace = service.pace
    var bytes = loop.buffers.takeOutput()
    guard head.write(to: &bytes) else {
      return Outgoing(bytes: [], framing: framing, goesOn: false, failure: .unsendable)
    }
    var outgoing = Outgoing(bytes: bytes, framing: framing, goesOn: goesOn)
    if framing.hasContent { outgoing.add(response.body, copying: Self.copiedBytes) }
    if case .file? = outgoing.body { return outgoing }
    do {
      if try push(outgoing.bytes, from: &outgoing.position, more: outgoing.hasMoreAtOnce) {
        loop.buffers.giveBackOutput(outgoing.bytes)
        outgoing.bytes = []
        outgoing.position = 0
      }
    } catch {
      outgoing.failure = .clientLost
    }
    return outgoing
  }

  /// Sends the rest of a response; false where the connection ends with it.
  func finish(_ outgoing: Outgoing) async -> Bool {
    do throws(SendingFailure) {
      if let failure = outgoing.failure { throw failure }
      if let body = outgoing.body {
        try await send(body, behind: outgoing)
      } else {
        try await send(outgoing.bytes, from: outgoing.position)
      }
    } catch {
      if error == .unsendable, !hasBegunAnswer {
        await refuse(Rejection(500, "the answer could not be made"))
      } else {
        channel.abort()
      }
      return false
    }
    if outgoing.goesOn, canSkipContent { return await skipContent() }
    await linger()
    return false
  }

  /// Answers what cannot be handled, and ends the connection.
  func refuse(_ rejection: Rejection) async {
    let response = HTTPResponse(
      status: rejection.status,
      headers: ["Content-Type": "text/plain; charset=utf-8"],
      body: .bytes(Array("\(rejection.reason)\n".utf8))
    )
    let outgoing = begin(response, to: .get, isVersion11: true, goesOn: false)
    if !outgoing.isSent, (try? await send(outgoing.bytes, from: outgoing.position)) == nil {
      return
    }
    await linger()
  }

  // MARK: Bodies

  private func send(
    _ body: HTTPBody,
    behind outgoing: Outgoing
  ) async throws(SendingFailure) {
    switch body {
    case .empty: break
    case .bytes(let bytes):
      try await send(outgoing.bytes, from: outgoing.position, more: true)
      try await send(bytes)
    case .file(let region): try await send(region, behind: outgoing.bytes)
    case .stream(let stream, _, _):
      try await send(outgoing.bytes, from: outgoing.position)
      try await send(stream, outgoing.framing)
    }
  }

  private func send(
    _ stream: HTTPByteStream,
    _ framing: ResponseFraming
  ) async throws(SendingFailure) {
    var left: Int? = if case .length(let length) = framing { length } else { nil }
    let chunks = stream.makeAsyncIterator()
    while true {
      let next: [UInt8]?
      do { next = try await chunks.next(isolation: self) } catch { throw .unsendable }
      guard let chunk = next else { break }
      // An empty chunk would be the end of a chunked body.
      if chunk.isEmpty { continue }
      if let known = left {
        guard chunk.count <= known else { throw .unsendable }
        left = known - chunk.count
      }
      if framing == .chunked { try await sendChunk(chunk) } else { try await send(chunk) }
    }
    guard (left ?? 0) == 0 else { throw .unsendable }
    if framing == .chunked { try await send(Array("0\r\n\r\n".utf8)) }
  }

  private func sendChunk(_ chunk: [UInt8]) async throws(SendingFailure) {
    var bytes = loop.buffers.takeOutput()
    bytes.append(contentsOf: String(chunk.count, radix: 16).utf8)
    bytes.append(ascii: "\r\n")
    if chunk.count <= Self.copiedBytes {
      bytes.append(contentsOf: chunk)
      bytes.append(ascii: "\r\n")
      try await send(bytes)
    } else {
      try await send(bytes, more: true)
      try await send(chunk, more: true)
      try await send(Array("\r\n".utf8))
    }
    loop.buffers.giveBackOutput(bytes)
  }

  private func send(
    _ region: HTTPFileRegion,
    behind head: [UInt8]
  ) async throws(SendingFailure) {
    guard let file = OpenFile(region) else { throw .unsendable }
    try await send(head, more: region.length > 0)
    var position = region.offset
    let end = region.offset + region.length
    while position < end {
      let count = min(Self.fileBytesPerCall, end - position)
      switch channel.send(file, offset: position, count: count) {
      case .moved(0): throw .unsendable
      case .moved(let sent):
        position += sent
        sendingPace.moved(sent)
        if channel.mustGiveWay() { await Task.yield() }
      case .wouldBlock: try await untilWritable()
      case .failed: throw .clientLost
      }
    }
  }

  // MARK: Bytes

  /// Sends as much as goes at once; true if that was all.
  private func push(
    _ bytes: [UInt8],
    from position: inout Int,
    more: Bool
  ) throws(SendingFailure) -> Bool {
    while position < bytes.count {
      switch channel.send(bytes, from: position, more: more) {
      case .moved(let sent):
        position += sent
        sendingPace.moved(sent)
        hasBegunAnswer = true
      case .wouldBlock: return false
      case .failed: throw .clientLost
      }
    }
    return true
  }

  func send(
    _ bytes: [UInt8],
    from start: Int = 0,
    more: Bool = false
  ) async throws(SendingFailure) {
    var position = start
    while try !push(bytes, from: &position, more: more) { try await untilWritable() }
    if channel.mustGiveWay() { await Task.yield() }
  }

  private func untilWritable() async throws(SendingFailure) {
    let before = Moment.now
    let deadline = before + sendingPace.patience
    loop.sweep(at: deadline)
    let interruption = await unsafe withUnsafeContinuation { continuation in
      unsafe channel.sending.wait(continuation, until: deadline)
    }
    guard interruption == nil else { throw .clientLost }
    sendingPace.waited(Moment.now - before)
  }
}

extension Outgoing {
  /// Takes a body along: copied if it is short, to be sent later if not.
  fileprivate mutating func add(_ content: HTTPBody, copying limit: Int) {
    switch content {
    case .empty: break
    case .bytes(let more) where more.count <= limit: bytes.append(contentsOf: more)
    default: body = content
    }
  }

  /// Whether the kernel may hold the head back for what follows at once.
  fileprivate var hasMoreAtOnce: Bool { if case .bytes? = body { true } else { false } }
}

extension HTTPBody {
  fileprivate var isStream: Bool { if case .stream = self { true } else { false } }
}
