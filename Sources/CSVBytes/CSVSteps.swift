/// The grammar of CSV byte by byte, for those who only look where records end.
///
/// It follows RFC 4180, and where that is silent what spreadsheets and pandas do: lines end in `\n`
/// or `\r\n`, blank lines are no records, a quote inside a field without quotes is a letter.
public struct CSVSteps: Sendable {
  /// What a byte is.
  public enum Step: Sendable {
    /// Part of a field's text.
    case text
    /// A quote around a field, a line end of a blank line, and the like.
    case mark
    /// The end of a field.
    case fieldEnd
    /// The end of a field and of its record.
    case recordEnd
    /// Something behind a closing quote.
    case misplaced
  }

  private enum State: Equatable, Sendable {
    /// Before the first byte, or behind so many of a byte order mark.
    case fileStart(markBytes: Int)
    case recordStart, fieldStart, plain, quoted, afterQuote
  }

  static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

  private let separator: UInt8
  private var state = State.fileStart(markBytes: 0)

  /// Starts before the first record.
  public init(separator: UInt8 = UInt8(ascii: ",")) { self.separator = separator }

  /// Whether no record is under way.
  public var isBetweenRecords: Bool { state == .recordStart || state == .fileStart(markBytes: 0) }

  /// Whether a quote is open.
  public var isInsideQuotes: Bool { state == .quoted }

  /// Takes the next byte.
  public mutating func step(_ byte: UInt8) -> Step {
    switch state {
    case .fileStart(let markBytes): firstByteOfFile(byte, markBytes)
    case .recordStart: byte == 0x0a || byte == 0x0d ? .mark : firstByte(byte)
    case .fieldStart: firstByte(byte)
    case .plain: end(byte) ?? .text
    case .quoted: quotedByte(byte)
    case .afterQuote: byteAfterQuote(byte)
    }
  }

  /// Passes a byte order mark, which counts as text and does not keep a quote from opening a field.
  private mutating func firstByteOfFile(_ byte: UInt8, _ markBytes: Int) -> Step {
    if markBytes < Self.byteOrderMark.count, byte == Self.byteOrderMark[markBytes] {
      state = .fileStart(markBytes: markBytes + 1)
      return .text
    }
    state =
      switch markBytes {
      case 0: .recordStart
      case Self.byteOrderMark.count: .fieldStart
      default: .plain
      }
    return step(byte)
  }

  private mutating func firstByte(_ byte: UInt8) -> Step {
    if byte == UInt8(ascii: "\"") {
      state = .quoted
      return .mark
    }
    if let end = end(byte) { return end }
    state = .plain
    return .text
  }

  private mutating func quotedByte(_ byte: UInt8) -> Step {
    guard byte == UInt8(ascii: "\"") else { return .text }
    state = .afterQuote
    return .mark
  }

  /// A second quote makes both one of the text.
  private mutating func byteAfterQuote(_ byte: UInt8) -> Step {
    if byte == UInt8(ascii: "\"") {
      state = .quoted
      return .text
    }
    return end(byte) ?? (byte == 0x0d ? .mark : .misplaced)
  }

  private mutating func end(_ byte: UInt8) -> Step? {
    if byte == separator {
      state = .fieldStart
      return .fieldEnd
    }
    guard byte == 0x0a else { return nil }
    state = .recordStart
    return .recordEnd
  }
}
