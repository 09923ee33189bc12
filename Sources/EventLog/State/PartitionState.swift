/// What is known of a partition: which records it holds and where they lie.
struct PartitionState {
  /// A place where reading stopped, and so the place where it most likely goes on.
  struct Cursor {
    var offset: Int
    var segment: UInt32
    var position: Int
  }

  private static let mostCursors = 4

  /// The earliest offset that is kept.
  private(set) var start = 0
  /// The offset the next record gets.
  private(set) var end = 0
  /// Where the records lie, by segment.
  private(set) var runs: [SegmentRun] = []
  private var cursors: [Cursor] = []

  var available: Range<Int> { start..<end }

  mutating func extend(_ header: FrameHeader, at position: Int, segment: UInt32) {
    if runs.last?.segment == segment {
      runs[runs.count - 1].extend(header, at: position)
    } else {
      runs.append(SegmentRun(segment: segment, first: header, at: position))
    }
    end = max(end, header.offsets.upperBound)
  }

  /// Takes in a run that was found in a file; runs come in the order of segments.
  mutating func append(_ run: SegmentRun) {
    runs.append(run)
    end = max(end, run.offsets.upperBound)
  }

  /// Moves start and end forward; they never go back.
  mutating func move(start newStart: Int, end newEnd: Int) {
    end = max(end, newEnd)
    start = min(max(start, newStart), end)
  }

  /// Forgets where records of a segment lie.
  mutating func drop(segment: UInt32) {
    runs.removeAll { $0.segment == segment }
    cursors.removeAll { $0.segment == segment }
  }

  /// Forgets places in a segment whose file was written anew.
  mutating func forgetCursors(in segment: UInt32) {
    cursors.removeAll { $0.segment == segment }
  }

  /// Takes a run in place of the one of the same segment.
  mutating func replace(_ run: SegmentRun) {
    guard let index = runs.firstIndex(where: { $0.segment == run.segment }) else { return }
    runs[index] = run
  }

  /// The run that holds an offset, or else the next one behind it.
  func run(at offset: Int) -> SegmentRun? {
    let index = runs.partitioningIndex { $0.offsets.upperBound > offset }
    return index < runs.count ? runs[index] : nil
  }

  /// The place in a run from which the record at an offset is found soonest.
  func position(of offset: Int, in run: SegmentRun) -> Int {
    let entry = run.entry(before: offset)?.position ?? Segment.firstFrame
    return cursors.reduce(entry) { best, cursor in
      cursor.segment == run.segment && cursor.offset <= offset ? max(best, cursor.position) : best
    }
  }

  mutating func remember(_ cursor: Cursor) {
    if cursors.count == Self.mostCursors { cursors.removeFirst() }
    cursors.append(cursor)
  }

  /// The first offset to keep so that no less than `limit` bytes remain.
  func start(keeping limit: Int) -> Int {
    var rest = runs.reduce(0) { $0 + $1.bytes(from: start) } - limit
    for run in runs where rest > 0 {
      let live = run.bytes(from: start)
      if live > rest {
        let before = run.bytes - live + rest
        let after = run.entries.partitioningIndex { $0.bytesBefore > before }
        return after > 0 ? max(start, run.entries[after - 1].offset) : start
      }
      rest -= live
      if rest <= 0 { return max(start, run.offsets.upperBound) }
    }
    return start
  }
}
