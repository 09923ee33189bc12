/// Reads XML as a run of events, fed with chunks as they arrive.
///
/// Depth and size are bounded, document types are refused and with them every entity of a
/// stranger's making. White space before the document is skipped: S3 keeps a connection alive with
/// it while a slow answer is being made.
public struct XMLReader: ~Copyable {
  /// How much a document may demand.
  public struct Limits: Hashable, Sendable {
    /// The number of elements that may be open at once.
    public var depth = 32
    /// The number of elements a document may have: four bytes are enough for one.
    public var elements = 100_000
    /// The number of bytes a document may have.
    public var bytes = 16 * 1024 * 1024

    /// Room for the longest page S3 sends, with a wide margin.
    public init() {}
  }

  private let limits: Limits
  private let parser: ExpatParser
  private var pending: [XMLEvent] = []
  private var position = 0
  private var received = 0
  private var hasBegun = false

  /// Starts at the beginning of a document.
  public init(limits: Limits = Limits()) {
    self.limits = limits
    parser = ExpatParser(limits: limits)
  }

  /// Takes the next bytes of the document; what they complete waits in `next()`.
  public mutating func feed(_ chunk: [UInt8]) throws(XMLError) {
    received += chunk.count
    guard received <= limits.bytes else {
      throw parser.error(.tooLarge, "more than \(limits.bytes) bytes")
    }
    let rest = hasBegun ? chunk[...] : chunk.drop { $0.isXMLSpace }
    guard !rest.isEmpty else { return }
    hasBegun = true
    try parse(rest, isLast: false)
  }

  /// Says that the document is over; one that is not whole is an error.
  public mutating func finish() throws(XMLError) { try parse([], isLast: true) }

  /// Takes the next event, or `nil` where more bytes are needed first.
  public mutating func next() -> XMLEvent? {
    guard position < pending.count else { return nil }
    defer { position += 1 }
    return pending[position]
  }

  private mutating func parse(_ chunk: ArraySlice<UInt8>, isLast: Bool) throws(XMLError) {
    let events = try parser.parse(chunk, isLast: isLast)
    pending.removeSubrange(..<position)
    position = 0
    pending.append(contentsOf: events)
  }
}

extension UInt8 {
  fileprivate var isXMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
