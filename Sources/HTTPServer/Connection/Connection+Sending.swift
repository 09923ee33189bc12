internal import HTTPWire

/// How bytes go out, from wherever they come.
extension Connection {
  private static var fileBytesPerCall: Int { 512 * 1024 }

  func send(
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

  /// Sends as much as goes at once; true if that was all.
  func push(
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
      unsafe channel.whenWritable(by: deadline, continuation)
    }
    guard interruption == nil else { throw .clientLost }
    sendingPace.waited(Moment.now - before)
  }
}
