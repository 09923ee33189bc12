internal import HTTPWire

/// How bodies come in.
extension Connection {
  func reserveBody(_ length: Int) {
    if length <= service.options.limits.bufferedBodyBytes { reader.reserve(length) }
  }

  /// Waits for a short body; a long one, or one that waits for a word from us, becomes a stream.
  func receiveBody(
    of head: RequestHead,
    _ number: UInt64
  ) async throws(RequestReader.Failure) -> HTTPBody {
    var length: Int?
    if case .length(let announced) = head.framing { length = announced }
    receivingPace = service.pace
    let isShort = (length ?? .max) <= service.options.limits.bufferedBodyBytes
    guard isShort, !reader.expectsContinue else {
      let stream = HTTPByteStream { { try await self.nextContent(of: number) } }
      return .stream(stream, length: length)
    }
    while !reader.isComplete { try await receiveMore() }
    reader.rest()
    return .bytes(reader.takeContent())
  }

  /// What a handler gets that reads a streamed body.
  private func nextContent(of number: UInt64) async throws(HTTPServerError) -> [UInt8]? {
    guard current == number else {
      throw HTTPServerError(.bodyAbandoned, "the request was answered already")
    }
    do throws(RequestReader.Failure) {
      if reader.expectsContinue { try await invite() }
      while true {
        let content = reader.takeContent()
        if !content.isEmpty { return content }
        if reader.isComplete { return nil }
        guard !reader.hasFailed else { throw RequestReader.Failure.gone }
        try await receiveMore()
      }
    } catch {
      throw HTTPServerError(error)
    }
  }

  /// Tells a client that waits for it to send its content; not behind the final answer, though.
  private func invite() async throws(RequestReader.Failure) {
    reader.expectsContinue = false
    guard !hasBegunAnswer else { return }
    do { try await send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) } catch { throw .gone }
    hasBegunAnswer = false
  }

  /// Takes over the next bytes of a body, whenever they come.
  private func receiveMore() async throws(RequestReader.Failure) {
    while true {
      if let count = try reader.readMore(from: &channel) {
        receivingPace.moved(count)
        break
      }
      let before = Moment.now
      do { try await untilReadable(by: before + receivingPace.patience) } catch {
        reader.fail()
        throw error
      }
      receivingPace.waited(Moment.now - before)
    }
    if channel.mustGiveWay() { await Task.yield() }
  }

  /// Whether the rest of an unwanted body is short enough to be read over.
  var canSkipContent: Bool {
    if reader.isComplete { return true }
    guard !reader.hasFailed, !reader.expectsContinue, let left = reader.announcedContent else {
      return false
    }
    return left <= service.options.limits.discardedBodyBytes
  }

  /// Reads over the rest of a body; false where it broke off.
  func skipContent() async -> Bool {
    while !reader.isComplete {
      do { try await receiveMore() } catch { return false }
      _ = reader.takeContent()
    }
    return true
  }

  /// Ends sending, and receives for a while what nobody reads.
  ///
  /// To close with bytes unread would make the system reset the connection, and the answer be lost.
  func linger() async {
    channel.endSending()
    if reader.isComplete, !reader.hasUnread { return }
    let deadline = Moment.now + service.lingeringTime
    var left = service.options.limits.discardedBodyBytes
    do {
      while left > 0 {
        if let count = try reader.discard(from: &channel) {
          left -= count
        } else {
          try await untilReadable(by: deadline)
        }
      }
    } catch {
      // The client has ended as well, or was given enough time.
    }
  }

  func untilReadable(by deadline: Moment) async throws(RequestReader.Failure) {
    loop.sweep(at: deadline)
    let interruption = await unsafe withUnsafeContinuation { continuation in
      unsafe channel.whenReadable(by: deadline, continuation)
    }
    if let interruption { throw interruption == .expired ? .tooSlow : .drained }
  }
}
