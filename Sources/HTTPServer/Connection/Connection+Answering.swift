internal import HTTPWire

/// How a request is answered.
extension Connection {
  /// Bodies up to this length are copied behind their head and go out in one call.
  static var copiedBytes: Int { 16 * 1024 }

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
    var outgoing = Outgoing(bytes: loop.buffers.takeOutput(), framing: framing, goesOn: goesOn)
    guard head.write(to: &outgoing.bytes) else {
      outgoing.failure = .unsendable
      return outgoing
    }
    if framing.hasContent { outgoing.add(response.body, copying: Self.copiedBytes) }
    if case .file? = outgoing.body { return outgoing }
    do {
      if try push(outgoing.bytes, from: &outgoing.position, more: outgoing.hasMoreAtOnce) {
        loop.buffers.giveBackOutput(outgoing.takeBytes())
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
    let outgoing = begin(response, to: method, isVersion11: true, goesOn: false)
    if !outgoing.isSent, (try? await send(outgoing.bytes, from: outgoing.position)) == nil {
      return
    }
    await linger()
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
