/// Where the records of one partition lie in one segment, roughly.
struct SegmentRun: Equatable {
  /// A frame to start from.
  struct Entry: Equatable {
    var offset: Int
    var position: Int
    /// The newest timestamp before this frame, and the bytes.
    var newestBefore: Int64
    var bytesBefore: Int
  }

  /// How far apart entries are: the most a read has to pass over to find its record.
  static let stride = 64 << 10

  let segment: UInt32
  private(set) var offsets: Range<Int>
  private(set) var bytes = 0
  private(set) var newest = Int64.min
  private(set) var entries: [Entry] = []

  init(segment: UInt32, first: FrameHeader, at position: Int) {
    self.segment = segment
    offsets = first.offset..<first.offset
    extend(first, at: position)
  }

  init(segment: UInt32, offsets: Range<Int>, bytes: Int, newest: Int64, entries: [Entry]) {
    self.segment = segment
    self.offsets = offsets
    self.bytes = bytes
    self.newest = newest
    self.entries = entries
  }

  /// Takes in the next frame of the partition.
  mutating func extend(_ header: FrameHeader, at position: Int) {
    if entries.last.map({ position - $0.position >= Self.stride }) ?? true {
      entries.append(
        Entry(
          offset: header.offset,
          position: position,
          newestBefore: newest,
          bytesBefore: bytes
        )
      )
    }
    offsets = offsets.lowerBound..<max(offsets.upperBound, header.offsets.upperBound)
    bytes += header.frameLength
    newest = max(newest, header.newest)
  }

  /// The last entry from which every record at `offset` or later is found.
  func entry(before offset: Int) -> Entry? {
    let after = entries.partitioningIndex { $0.offset > offset }
    return after > 0 ? entries[after - 1] : entries.first
  }

  /// The last entry from which every record that is not older is found.
  func entry(beforeTimestamp timestamp: Int64) -> Entry? {
    let after = entries.partitioningIndex { $0.newestBefore >= timestamp }
    return after > 0 ? entries[after - 1] : entries.first
  }

  /// The bytes of the records from an offset on, to the precision of an entry.
  func bytes(from offset: Int) -> Int {
    if offset >= offsets.upperBound { return 0 }
    return bytes - (entry(before: offset)?.bytesBefore ?? 0)
  }
}

extension Array {
  /// The first place whose element is in the second part of a divided array.
  func partitioningIndex(where isInSecond: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if isInSecond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
