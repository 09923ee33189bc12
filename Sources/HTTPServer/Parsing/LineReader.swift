/// Cuts lines that end in CR LF out of pieces of input.
///
/// A CR or LF alone and control characters are refused where they stand: what one recipient takes
/// for the end of a line and another does not is how requests are smuggled (RFC 9112 §2.2, §11.2).
struct LineReader {
  enum Line {
    /// The input ended first.
    case incomplete
    /// The whole line stands in the input.
    case inInput(Range<Int>)
    /// The line came in pieces.
    case assembled([UInt8])
  }

  enum Fault: Error { case malformed, tooLong }

  private var begun: [UInt8] = []
  private var endsInCR = false

  /// Whether a part of a line was read.
  var isInside: Bool { endsInCR || !begun.isEmpty }

  mutating func next(
    in input: Span<UInt8>,
    at position: inout Int,
    limit: Int
  ) throws(Fault) -> Line {
    let start = position
    if !endsInCR {
      let end = input.endOfText(from: start)
      guard begun.count + end - start <= limit else { throw .tooLong }
      position = end
      if end < input.count {
        guard input[end] == .carriageReturn else { throw .malformed }
        position = end + 1
        endsInCR = true
      }
      if !endsInCR || position == input.count || !begun.isEmpty {
        for index in start..<end { begun.append(input[index]) }
      }
      guard endsInCR, position < input.count else { return .incomplete }
    }
    guard position < input.count else { return .incomplete }
    guard input[position] == .lineFeed else { throw .malformed }
    position += 1
    endsInCR = false
    guard begun.isEmpty, position - start >= 2 else {
      defer { begun = [] }
      return .assembled(begun)
    }
    return .inInput(start..<position - 2)
  }
}
