internal import HTTPWire

/// Reads the requests of one connection: bytes go in, heads, pieces of content and ends come out.
///
/// It knows no socket and no clock, so any cutting of the same bytes gives the same actions.
/// After a rejection it must not be asked again.
struct RequestParser {
  enum Action {
    /// The input is used up.
    case needsMore
    case head(RequestHead)
    /// Where in the input a piece of content stands.
    case content(Range<Int>)
    /// The request is complete; what follows is the next one.
    case end
  }

  struct Limits {
    var requestLineBytes = 16 * 1024
    var headerBytes = 64 * 1024
    var headerCount = 128
    var bodyBytes = Int.max
  }

  private enum State {
    case requestLine
    case fields
    case content(left: Int)
    case chunkSize
    case chunk(left: Int)
    case chunkEnd
    case trailers
    case complete
  }

  private static let chunkLineBytes = 1_024

  private let limits: Limits
  private var state = State.requestLine
  private var lines = LineReader()
  private var builder = HeadBuilder()
  private var origins = OriginCache()
  private var headerBytesLeft: Int
  private var bodyBytesLeft: Int
  private var emptyLines = 0

  init(_ limits: Limits) {
    self.limits = limits
    headerBytesLeft = limits.headerBytes
    bodyBytesLeft = limits.bodyBytes
  }

  /// Whether nothing of a next request was seen yet.
  var isBetweenRequests: Bool {
    if case .requestLine = state { !lines.isInside && emptyLines == 0 } else { false }
  }

  /// How much content is still to come, where its length was announced.
  var announcedContent: Int? {
    switch state {
    case .content(let left): left
    case .complete: 0
    default: nil
    }
  }

  /// Reads on from `position` and moves it behind what was read.
  mutating func next(
    in input: Span<UInt8>,
    at position: inout Int
  ) throws(Rejection) -> Action {
    while true {
      switch state {
      case .content(let left):
        return takeContent(left, of: input, at: &position) { left in
          left == 0 ? .complete : .content(left: left)
        }
      case .chunk(let left):
        return takeContent(left, of: input, at: &position) { left in
          left == 0 ? .chunkEnd : .chunk(left: left)
        }
      case .complete:
        reset()
        return .end
      default:
        switch try nextLine(in: input, at: &position) {
        case .incomplete: return .needsMore
        case .inInput(let range):
          if let head = try take(input.extracting(range)) { return .head(head) }
        case .assembled(let line):
          if let head = try take(line.span) { return .head(head) }
        }
      }
    }
  }

  private mutating func reset() {
    state = .requestLine
    headerBytesLeft = limits.headerBytes
    bodyBytesLeft = limits.bodyBytes
    emptyLines = 0
  }

  private mutating func takeContent(
    _ left: Int,
    of input: Span<UInt8>,
    at position: inout Int,
    then state: (Int) -> State
  ) -> Action {
    guard position < input.count else { return .needsMore }
    let end = min(input.count, position + left)
    defer { position = end }
    self.state = state(left - (end - position))
    return .content(position..<end)
  }

  private mutating func nextLine(
    in input: Span<UInt8>,
    at position: inout Int
  ) throws(Rejection) -> LineReader.Line {
    let (limit, tooLong) = lineLimit
    do {
      return try lines.next(in: input, at: &position, limit: limit)
    } catch .tooLong {
      throw tooLong
    } catch {
      throw .malformed("a line has a control character or does not end in CR LF")
    }
  }

  private var lineLimit: (Int, Rejection) {
    switch state {
    case .requestLine: (limits.requestLineBytes, Rejection(414, "the target is too long"))
    case .fields, .trailers: (headerBytesLeft, Rejection(431, "the header is too large"))
    default: (Self.chunkLineBytes, .malformed("a chunk line is too long"))
    }
  }

  /// Takes one line; a head comes out behind the empty line.
  private mutating func take(_ line: Span<UInt8>) throws(Rejection) -> RequestHead? {
    switch state {
    case .requestLine: try takeRequestLine(line)
    case .fields:
      guard !line.isEmpty else { return try finish() }
      try countHeader(line)
      guard builder.fieldCount < limits.headerCount else {
        throw Rejection(431, "the header has too many fields")
      }
      try builder.add(line)
    case .chunkSize: try takeChunk(size: ChunkLine.size(line))
    case .chunkEnd:
      guard line.isEmpty else { throw .malformed("a chunk is longer than its size") }
      state = .chunkSize
    case .trailers:
      guard !line.isEmpty else {
        state = .complete
        return nil
      }
      try countHeader(line)
      _ = try FieldLine(line)
    case .content, .chunk, .complete: break
    }
    return nil
  }

  /// An empty line before a request is a habit of old clients (RFC 9112 §2.2); many are none.
  private mutating func takeRequestLine(_ line: Span<UInt8>) throws(Rejection) {
    guard line.isEmpty else {
      builder.begin(try RequestLine(line))
      return state = .fields
    }
    emptyLines += 1
    guard emptyLines <= 2 else { throw .malformed("empty lines stand before the request") }
  }

  private mutating func countHeader(_ line: Span<UInt8>) throws(Rejection) {
    headerBytesLeft -= line.count + 2
    guard headerBytesLeft >= 0 else { throw Rejection(431, "the header is too large") }
  }

  private mutating func finish() throws(Rejection) -> RequestHead {
    let head = try builder.finish(&origins)
    switch head.framing {
    case .none: state = .complete
    case .chunked: state = .chunkSize
    case .length(let length):
      guard length <= limits.bodyBytes else { throw tooLarge }
      state = .content(left: length)
    }
    return head
  }

  private mutating func takeChunk(size: Int) throws(Rejection) {
    guard size > 0 else { return state = .trailers }
    guard size <= bodyBytesLeft else { throw tooLarge }
    bodyBytesLeft -= size
    state = .chunk(left: size)
  }

  private var tooLarge: Rejection {
    Rejection(413, "the body is larger than \(limits.bodyBytes) bytes")
  }
}
