internal import HTTPWire

/// Brings requests out of a channel, as far as what has arrived allows; it never waits.
struct RequestReader {
  /// What came of looking for a request.
  enum Search {
    case found(RequestHead)
    /// More must arrive first.
    case starved
    /// The client ended between two requests.
    case ended
  }

  /// Why there is no request.
  enum Failure: Error {
    case rejected(Rejection)
    /// The client was silent or slow for too long.
    case tooSlow
    /// The client is gone, or ended in the middle.
    case gone
    /// The server ends, and no request had begun.
    case drained
  }

  private enum Received { case bytes, none, end }

  private let loop: EventLoop
  private var parser: RequestParser
  /// Received and not yet read: `buffer[start..<end]`; without a buffer while there is nothing.
  private var buffer: [UInt8] = []
  private var start = 0
  private var end = 0
  /// Content that is read and not yet handed over.
  private var content: [UInt8] = []
  /// Whether the last request was read to its end.
  private(set) var isComplete = true
  /// Whether the bytes that follow cannot be understood.
  private(set) var hasFailed = false
  /// Whether the client waits for a word before it sends content.
  var expectsContinue = false

  init(on loop: EventLoop, _ limits: RequestParser.Limits) {
    self.loop = loop
    parser = RequestParser(limits)
  }

  /// Whether bytes behind the last request are here already.
  var hasUnread: Bool { start < end }

  /// Whether nothing of a next request has come.
  var isIdle: Bool { isComplete && !hasUnread && parser.isBetweenRequests }

  /// How much content is still to come, where its length was announced.
  var announcedContent: Int? { parser.announcedContent }

  /// Looks for the head of the next request.
  mutating func nextHead(from channel: inout Channel) throws(Failure) -> Search {
    while true {
      if case .head(let head) = try parse() {
        expectsContinue = head.expectsContinue && head.framing != .none
        isComplete = false
        return .found(head)
      }
      switch try receive(from: &channel) {
      case .bytes: break
      case .none: return .starved
      case .end:
        guard parser.isBetweenRequests else { throw .gone }
        return .ended
      }
    }
  }

  /// Takes over the content that is here already; true once the request is complete.
  mutating func readAvailable() throws(Failure) -> Bool {
    while !isComplete {
      switch try parse() {
      case .content(let range): content.append(contentsOf: buffer[range])
      case .end: isComplete = true
      case .needsMore, .head: return false
      }
    }
    return true
  }

  /// Takes over what arrives; gives the number of bytes, or `nil` where they must be waited for.
  mutating func readMore(from channel: inout Channel) throws(Failure) -> Int? {
    switch try receive(from: &channel) {
    case .none: return nil
    case .end:
      hasFailed = true
      throw .gone
    case .bytes:
      let count = end
      _ = try readAvailable()
      return count
    }
  }

  /// Takes note that a body broke off: what may follow cannot be understood.
  mutating func fail() { hasFailed = true }

  /// Hands over the content read so far.
  mutating func takeContent() -> [UInt8] {
    guard !content.isEmpty else { return [] }
    defer { content = [] }
    return content
  }

  /// Makes room for content of a known length.
  mutating func reserve(_ count: Int) { content.reserveCapacity(count) }

  /// Forgets what arrives; gives the number of bytes, or `nil` where they must be waited for.
  mutating func discard(from channel: inout Channel) throws(Failure) -> Int? {
    start = end
    switch try receive(from: &channel) {
    case .none: return nil
    case .end: throw .gone
    case .bytes: return end
    }
  }

  /// Gives the buffer back before a waiting that may be long; what is unread keeps a small one.
  mutating func rest() {
    guard buffer.count == BufferPool.size else { return }
    let unread = start < end ? Array(buffer[start..<end]) : []
    loop.buffers.giveBackInput(buffer)
    buffer = unread
    start = 0
    end = unread.count
  }

  private mutating func parse() throws(Failure) -> RequestParser.Action {
    guard start < end || !isComplete else { return .needsMore }
    let bytes = buffer
    do {
      return try parser.next(in: bytes.span.extracting(0..<end), at: &start)
    } catch {
      hasFailed = true
      throw .rejected(error)
    }
  }

  /// Receives into the buffer, of which everything must have been read.
  private mutating func receive(from channel: inout Channel) throws(Failure) -> Received {
    if buffer.count < BufferPool.size { buffer = loop.buffers.takeInput() }
    start = 0
    end = 0
    switch channel.receive(into: &buffer) {
    case .moved(0): return .end
    case .moved(let count):
      end = count
      return .bytes
    case .wouldBlock:
      rest()
      return .none
    case .failed:
      hasFailed = true
      throw .gone
    }
  }
}
