internal import HTTPWire

/// Brings the requests of one connection out of its channel.
final class RequestReader {
  enum Failure: Error {
    case rejected(Rejection)
    /// The client was silent or slow for too long.
    case tooSlow
    /// The client is gone, or ended in the middle.
    case gone
    /// The server ends, and no request had begun.
    case drained
  }

  private let channel: Channel
  private let loop: EventLoop
  private let limits: HTTPServer.Limits
  private var parser: RequestParser
  private var pace: Pace
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

  init(_ channel: Channel, on loop: EventLoop, limits: HTTPServer.Limits) {
    self.channel = channel
    self.loop = loop
    self.limits = limits
    parser = RequestParser(limits.parser)
    pace = limits.pace
  }

  /// Whether bytes behind the last request are here already.
  var hasUnread: Bool { start < end }

  /// Whether nothing of a next request has come.
  var isIdle: Bool { isComplete && !hasUnread && parser.isBetweenRequests }

  /// Waits for a request; `nil` where the client ends between two.
  func nextHead() async throws(Failure) -> RequestHead? {
    pace = limits.pace
    var deadline = Moment.now + limits.idleTime
    while true {
      let wasBetween = parser.isBetweenRequests
      switch try parse() {
      case .head(let head):
        expectsContinue = head.expectsContinue && head.framing != .none
        isComplete = false
        return head
      default: break
      }
      if wasBetween, !parser.isBetweenRequests { deadline = loop.now + limits.headerTime }
      guard try await receive(until: deadline) else {
        guard parser.isBetweenRequests else { throw .gone }
        return nil
      }
    }
  }

  /// Takes over the content that is here; true once the request is complete.
  func readAvailable() throws(Failure) -> Bool {
    while !isComplete {
      switch try parse() {
      case .needsMore: return false
      case .content(let range): content.append(contentsOf: buffer[range])
      case .end: isComplete = true
      case .head: return false
      }
    }
    return true
  }

  /// Waits for content and takes it over; true once the request is complete.
  func readMore() async throws(Failure) -> Bool {
    let before = Moment.now
    let patience = pace.patience
    guard try await receive(until: before + patience) else { throw .gone }
    pace.waited(Moment.now - before)
    pace.moved(end - start)
    return try readAvailable()
  }

  /// Hands over the content read so far.
  func takeContent() -> [UInt8] {
    defer { content = [] }
    return content
  }

  /// Makes room for content of a known length.
  func reserve(_ count: Int) { content.reserveCapacity(count) }

  /// Whether the rest of an unwanted body is short enough to be read over.
  var canSkipContent: Bool {
    guard !hasFailed, !expectsContinue, let left = parser.announcedContent else {
      return isComplete
    }
    return left <= limits.discardedBodyBytes
  }

  /// Reads the rest of a body and forgets it.
  func skipContent() async throws(Failure) {
    while !isComplete {
      guard try await !readMore() else { break }
      content = []
    }
    content = []
  }

  /// Receives and forgets until the end, the limit or the moment, so that an answer is not lost.
  func discard(upTo limit: Int, until deadline: Moment) async {
    var left = limit
    while left > 0, let received = try? await receive(until: deadline), received {
      left -= end - start
      start = end
    }
  }

  /// Gives the buffer back before a waiting that may be long; what is unread keeps a small one.
  func rest() {
    let unread = Array(buffer[start..<end])
    loop.buffers.giveBackInput(buffer)
    buffer = unread
    start = 0
    end = unread.count
  }

  private func parse() throws(Failure) -> RequestParser.Action {
    do {
      let bytes = buffer
      return try parser.next(in: bytes.span.extracting(0..<end), at: &start)
    } catch {
      hasFailed = true
      throw .rejected(error)
    }
  }

  /// Waits for bytes; false at the client's end.
  ///
  /// Everything received before must have been read.
  private func receive(until deadline: Moment) async throws(Failure) -> Bool {
    while true {
      if buffer.count < BufferPool.size { buffer = loop.buffers.takeInput() }
      start = 0
      end = 0
      switch channel.receive(into: &buffer) {
      case .moved(0): return false
      case .moved(let count):
        end = count
        return true
      case .failed: throw .gone
      case .wouldBlock:
        rest()
        do { try await channel.untilReadable(by: deadline) } catch {
          throw error == .expired ? .tooSlow : .drained
        }
      }
    }
  }
}
