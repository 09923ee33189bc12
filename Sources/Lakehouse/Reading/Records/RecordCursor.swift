import JSONBytes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A place in the bytes of an object, or of a piece of one.
struct RecordCursor {
  /// What is known between two pieces.
  struct State {
    /// The line on which the next byte stands, counted from 1.
    var line = 1
    /// Where between records it is.
    var grouping = RecordGrouping.none
    /// Whether everything up to the next line end is to be passed over.
    var isSkipping = false
    /// Whether nothing but white space has come yet.
    var isEmpty = true
  }

  let bytes: UnsafeBufferPointer<UInt8>
  /// Whether the object ends with these bytes.
  let isEnd: Bool
  /// The index of the next byte.
  var position = 0
  private(set) var state: State

  /// Starts an object, or goes on with it.
  init(_ bytes: UnsafeBufferPointer<UInt8>, isEnd: Bool, _ state: State = State()) {
    self.bytes = bytes
    self.isEnd = isEnd
    self.state = state
    if state.isSkipping { _ = skipLine() } else if state.isEmpty { skipByteOrderMark() }
  }

  /// Whether nothing but white space has come yet.
  var isEmpty: Bool { state.isEmpty }

  /// The line of the next byte, counted from 1.
  var line: Int {
    var line = state.line
    var start = 0
    while let end = lineEnd(from: start), end < position {
      line += 1
      start = end + 1
    }
    return line
  }

  private func lineEnd(from start: Int) -> Int? {
    guard start < bytes.count, let base = bytes.baseAddress else { return nil }
    let found = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
    return found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) }
  }

  /// What to know when the next piece comes, which begins with the byte at the position.
  var stateAtPosition: State {
    var state = state
    state.line = line
    return state
  }

  /// Goes to the next byte that is not white space and says what it is; `nil` where there is none.
  @inline(__always)
  mutating func next() -> RecordGrouping.Step? {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0a, 0x0d, 0x09: position &+= 1
      case let byte:
        state.isEmpty = false
        let step = state.grouping.step(to: byte)
        if step == .separator { position &+= 1 }
        return step
      }
    }
    return nil
  }

  /// Says that what `next` took for a record has not come whole yet.
  mutating func stepBack(to grouping: RecordGrouping) { state.grouping = grouping }

  var grouping: RecordGrouping { state.grouping }

  /// Whether an error may only come of bytes that are still missing.
  ///
  /// An escape or a character that is cut counts as malformed for the scanner.
  func mayGoOn(behind error: JSONError) -> Bool {
    !isEnd && (error.code == .unexpectedEnd || error.offset + 12 >= bytes.count)
  }

  /// Whether the object ends inside an array.
  var endsInArray: Bool { isEnd && state.grouping.isOpen }

  /// Passes over the rest of the line and gives it.
  mutating func skipLine() -> UnsafeBufferPointer<UInt8> {
    state.grouping.breakUp()
    let rest = bytes[position...]
    let end = lineEnd(from: position)
    state.isSkipping = end == nil && !isEnd
    position = end.map { $0 + 1 } ?? bytes.count
    return UnsafeBufferPointer(rebasing: rest[..<(end ?? bytes.count)])
  }

  private mutating func skipByteOrderMark() {
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
  }
}
