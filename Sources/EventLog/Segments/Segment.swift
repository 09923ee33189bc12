/// One file of frames; all but the last are never written to again.
struct Segment {
  let number: UInt32
  /// The bytes that count; what may stand behind them was never acknowledged.
  var size: Int
  /// The file, where it is open.
  var file: (any LogFile)?
  /// Counts how often the file was written anew, which moves its frames.
  var revision = 0
  /// Whether the file must stay open because another is about to take its name.
  var isPinned = false

  /// Frames begin behind the segment's own header.
  static let firstFrame = SegmentHeader.byteCount

  /// `0000000012.log` or `0000000012.index`.
  static func name(_ number: UInt32, _ suffix: String) -> String {
    let digits = String(number)
    return String(repeating: "0", count: 10 - digits.count) + digits + "." + suffix
  }

  /// The number in a name that ends in `.log`.
  static func number(inName name: String) -> UInt32? {
    guard name.hasSuffix(".log"), let number = UInt32(name.dropLast(4)),
      Self.name(number, "log") == name
    else { return nil }
    return number
  }
}

extension [Segment] {
  /// How many files stay open beside the one that is written to.
  private static var mostOpen: Int { 64 }

  /// The place of a segment; segments stand in order, with gaps where some were removed.
  func place(of number: UInt32) -> Int? {
    let place = partitioningIndex { $0.number >= number }
    return place < count && self[place].number == number ? place : nil
  }

  /// Keeps a file open for later reads, in place of another where there are many.
  mutating func keepOpen(_ file: any LogFile, at place: Int) {
    let open = indices.dropLast().filter { self[$0].file != nil && !self[$0].isPinned }
    if open.count >= Self.mostOpen, let first = open.first { self[first].file = nil }
    self[place].file = file
  }
}
