internal import HTTPWire

/// Brings responses onto one connection's channel, as fast as the client takes them.
final class ResponseWriter {
  enum Failure: Error {
    /// The client is gone or takes its answer too slowly.
    case clientLost
    /// The handler's body ended before its length, ran beyond it, or could not be read.
    case bodyFailed
  }

  private static let copiedBytes = 16 * 1024
  private static let fileBytesPerTurn = 512 * 1024

  private let channel: Channel
  private let loop: EventLoop
  private let limits: HTTPServer.Limits
  private var pace: Pace
  /// Whether a part of the response is on its way, so that no other can take its place.
  var hasBegun = false

  init(_ channel: Channel, on loop: EventLoop, limits: HTTPServer.Limits) {
    self.channel = channel
    self.loop = loop
    self.limits = limits
    pace = limits.pace
  }

  /// Tells a client that waits for it to send its content.
  func sendContinue() async throws(Failure) {
    try await send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
    hasBegun = false
  }

  /// Sends a whole response behind its serialised head.
  func send(
    head: consuming [UInt8],
    body: HTTPBody,
    framing: ResponseFraming
  ) async throws(Failure) {
    pace = limits.pace
    var output = head
    guard framing.hasContent else { return try await sendAndGiveBack(output) }
    switch body {
    case .empty: try await sendAndGiveBack(output)
    case .bytes(let bytes) where bytes.count <= Self.copiedBytes:
      output.append(contentsOf: bytes)
      try await sendAndGiveBack(output)
    case .bytes(let bytes):
      try await send(output, more: true)
      try await send(bytes)
    case .file(let region): try await send(region, behind: output)
    case .stream(let stream, _, _):
      try await sendAndGiveBack(output)
      try await send(stream, framing: framing)
    }
  }

  private func sendAndGiveBack(_ output: consuming [UInt8]) async throws(Failure) {
    try await send(output)
    loop.buffers.giveBackOutput(output)
  }

  private func send(_ stream: HTTPByteStream, framing: ResponseFraming) async throws(Failure) {
    var left: Int? = if case .length(let length) = framing { length } else { nil }
    let chunks = stream.makeAsyncIterator()
    while true {
      let next: [UInt8]?
      do { next = try await chunks.next(isolation: #isolation) } catch { throw .bodyFailed }
      guard let chunk = next else { break }
      // An empty chunk would be the end of a chunked body.
      if chunk.isEmpty { continue }
      if let known = left {
        guard chunk.count <= known else { throw .bodyFailed }
        left = known - chunk.count
      }
      try await send(chunk, chunked: framing == .chunked)
    }
    guard (left ?? 0) == 0 else { throw .bodyFailed }
    if framing == .chunked { try await send(Array("0\r\n\r\n".utf8)) }
  }

  private func send(_ chunk: [UInt8], chunked: Bool) async throws(Failure) {
    guard chunked else { return try await send(chunk) }
    var output = loop.buffers.takeOutput()
    output.append(contentsOf: String(chunk.count, radix: 16).utf8)
    output.append(ascii: "\r\n")
    if chunk.count <= Self.copiedBytes {
      output.append(contentsOf: chunk)
      output.append(ascii: "\r\n")
      try await sendAndGiveBack(output)
    } else {
      try await send(output, more: true)
      try await send(chunk, more: true)
      try await send(Array("\r\n".utf8))
    }
  }

  private func send(_ region: HTTPFileRegion, behind head: [UInt8]) async throws(Failure) {
    guard let file = OpenFile(region) else { throw .bodyFailed }
    try await send(head, more: region.length > 0)
    var position = region.offset
    let end = region.offset + region.length
    while position < end {
      let count = min(Self.fileBytesPerTurn, end - position)
      switch channel.send(file, offset: position, count: count) {
      case .moved(0): throw .bodyFailed
      case .moved(let sent):
        position += sent
        pace.moved(sent)
        if sent == count, position < end { await Task.yield() }
      case .wouldBlock: try await untilWritable()
      case .failed: throw .clientLost
      }
    }
  }

  private func send(_ bytes: [UInt8], more: Bool = false) async throws(Failure) {
    var position = 0
    while position < bytes.count {
      switch channel.send(bytes, from: position, more: more) {
      case .moved(let sent):
        position += sent
        pace.moved(sent)
        hasBegun = true
      case .wouldBlock: try await untilWritable()
      case .failed: throw .clientLost
      }
    }
  }

  private func untilWritable() async throws(Failure) {
    let before = Moment.now
    do { try await channel.untilWritable(by: before + pace.patience) } catch { throw .clientLost }
    pace.waited(Moment.now - before)
  }
}
