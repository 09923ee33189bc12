/// Cuts bytes that arrive in any pieces into lines, never holding much more than the longest.
struct LineSplitter {
  private let limit: Int
  private var rest: [UInt8] = []
  private var whole: [[UInt8]] = []

  init(limit: Int) { self.limit = limit }

  /// Takes the next bytes; of a line that is too long only the beginning is kept.
  mutating func add(_ bytes: [UInt8]) {
    for piece in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated()
    {
      if piece.offset > 0 {
        whole.append(rest)
        rest = []
      }
      rest += piece.element.prefix(limit + 1 - rest.count)
    }
  }

  /// The next whole line without its end.
  mutating func next() -> [UInt8]? { whole.isEmpty ? nil : whole.removeFirst() }

  /// What came behind the last line end.
  mutating func finish() -> [UInt8]? {
    defer { rest = [] }
    return rest.isEmpty ? nil : rest
  }
}
