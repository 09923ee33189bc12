/// Reads frames to the end of a log and tells a torn write from damage.
///
/// A crash tears only the last write, for the next one begins when that one is safe. So bytes that
/// are no frame were torn if nothing behind them comes from a later write; then the append they
/// belong to never happened. Otherwise they once were good.
struct TailScan {
  /// What counts, in the order of the file.
  enum Found {
    /// A frame with its events.
    case frame(FrameHeader, at: Int, events: [LogEvent])
    /// A frame whose payload is lost; its header still tells which records that were.
    case damagedFrame(FrameHeader, at: Int)
    /// Bytes that once were frames.
    case damagedBytes(Range<Int>)
  }

  private struct Frame {
    let header: FrameHeader
    let position: Int
    let events: [LogEvent]?

    var end: Int { position + header.frameLength }

    var found: Found {
      events.map { .frame(header, at: position, events: $0) } ?? .damagedFrame(header, at: position)
    }
  }

  private let accept: (Found) -> Void
  /// The end of what counts, where the next write belongs.
  private var end: Int
  /// The append that is being read, which counts when its end has been seen.
  private var open: [Frame] = []
  /// What follows the first suspicious byte: torn, unless a later write is found.
  private var suspect: Int?
  private var held: [Found] = []
  private var heldEnd = 0

  private init(start: Int, accept: @escaping (Found) -> Void) {
    end = start
    self.accept = accept
  }

  /// Hands out everything in a range of a segment that counts, and says where that ends.
  static func run(
    _ file: any LogFile,
    segment: UInt32,
    in range: Range<Int>,
    accept: (Found) -> Void
  ) throws(LogError) -> Int {
    var scanner = FrameScanner(file, segment: segment, in: range)
    return try withoutActuallyEscaping(accept) { (accept) throws(LogError) in
      var scan = TailScan(start: range.lowerBound, accept: accept)
      do throws(ReadInterruption) {
        while let finding = try scanner.next() {
          switch finding {
          case .broken(let range): scan.takeBroken(range)
          case .frame(let header, let position):
            scan.take(Frame(header: header, position: position, events: try scanner.events()))
          }
        }
      } catch {
        throw error.logError
      }
      return scan.end
    }
  }

  private mutating func takeBroken(_ range: Range<Int>) {
    suspect = suspect ?? range.lowerBound
    hold(.damagedBytes(range), end: range.upperBound)
  }

  private mutating func take(_ frame: Frame) {
    let writeStart = frame.position - Int(frame.header.sinceWrite)
    if let suspect, writeStart > suspect { acceptHeld() }
    if frame.events == nil { suspect = suspect ?? frame.position }
    guard suspect == nil else { return hold(frame.found, end: frame.end) }
    // Whatever came before a new write had been acknowledged, whether or not its end can be seen.
    if writeStart == frame.position { acceptOpen() }
    open.append(frame)
    if frame.header.endsAppend { acceptOpen() }
  }

  private mutating func hold(_ found: Found, end: Int) {
    held.append(found)
    heldEnd = end
  }

  /// A later write stands behind the suspicious bytes, so they had been good.
  private mutating func acceptHeld() {
    acceptOpen()
    for found in held { accept(found) }
    end = max(end, heldEnd)
    (held, suspect) = ([], nil)
  }

  private mutating func acceptOpen() {
    for frame in open { accept(frame.found) }
    end = open.last?.end ?? end
    open = []
  }
}

extension FrameScanner {
  /// The events of the frame just found; none of a frame of records, `nil` where it is damaged.
  mutating func events() throws(ReadInterruption) -> [LogEvent]? {
    guard let (header, _) = current, let payload = try payload() else { return nil }
    return header.kind == .records ? [] : try? LogEvent.readAll(payload.bytes, in: payload.range)
  }
}
