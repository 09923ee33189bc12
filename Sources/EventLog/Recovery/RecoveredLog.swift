/// A log as its files tell it: what is known, and what had to be repaired.
///
/// Every segment begins with a snapshot of all the log knows, so that of the segments but the last
/// only the indexes are read.
struct RecoveredLog {
  private(set) var state: LogState
  private(set) var report = RecoveryReport()
  /// Whether the last segment lacks its snapshot, so that another should be begun soon.
  private(set) var needsSegment = false

  /// A log that has no files yet.
  init(_ options: EmbeddedLog.Options) {
    let lifetime = Int64(min(options.keyLifetime / .milliseconds(1), 1e15))
    state = LogState(stored: StoredAppends(most: options.rememberedKeys, lifetime: lifetime))
  }

  /// Reads the files of a log.
  init(_ folder: any LogFolder, _ options: EmbeddedLog.Options) throws(LogError) {
    self.init(options)
    let names = try folder.names()
    for name in names where name.hasSuffix(".new") || isOrphan(name, names) {
      try? folder.remove(name)
    }
    for number in names.compactMap(Segment.number(inName:)).sorted() {
      try addSegment(number, folder)
    }
    guard let last = state.segments.last else { return }
    let file = try folder.open(last)
    var position = Segment.firstFrame
    if let snapshot = try Snapshot(file, last) {
      for event in snapshot.events { state.apply(event) }
      position = snapshot.end
    } else {
      needsSegment = true
      try replayEvents(folder)
    }
    try addRuns(folder)
    let end = try TailScan.run(
      file,
      segment: last.number,
      in: position..<max(position, last.size)
    ) { take($0, from: last) }
    try settle(file, end: end, sync: options.fsync != .never)
  }

  /// An index whose segment was removed.
  private func isOrphan(_ name: String, _ names: [String]) -> Bool {
    name.hasSuffix(".index") && !names.contains(name.replacing(".index", with: ".log"))
  }

  private mutating func addSegment(_ number: UInt32, _ folder: any LogFolder) throws(LogError) {
    let file = try folder.open(Segment.name(number, "log"))
    let header = SegmentHeader(try file.read(0..<SegmentHeader.byteCount))
    let size = try file.size()
    if let header, header.number == number {
      if state.segments.last?.number == number - 1 {
        let last = state.segments.count - 1
        state.segments[last].size = min(state.segments[last].size, header.previousSize)
      }
    } else {
      note(Segment.name(number, "log"), 0..<min(size, SegmentHeader.byteCount))
    }
    state.segments.append(Segment(number: number, size: max(size, Segment.firstFrame)))
  }

  /// Tells the state what the segments before the last say, where that one has no snapshot.
  private mutating func replayEvents(_ folder: any LogFolder) throws(LogError) {
    var first = state.segments.count - 1
    var snapshot: Snapshot?
    while first > 0, snapshot == nil {
      first -= 1
      snapshot = try Snapshot(folder.open(state.segments[first]), state.segments[first])
    }
    for event in snapshot?.events ?? [] { state.apply(event) }
    for segment in state.segments[first...].dropLast() {
      _ = try TailScan.run(
        folder.open(segment),
        segment: segment.number,
        in: Segment.firstFrame..<segment.size
      ) { found in
        guard case .frame(let header, _, let events) = found, header.kind == .events else { return }
        for event in events { state.apply(event) }
      }
    }
  }

  /// Tells the state where the records of all segments but the last lie.
  private mutating func addRuns(_ folder: any LogFolder) throws(LogError) {
    for segment in state.segments.dropLast() {
      for (id, run) in try index(of: segment, folder).runs { state.update(id) { $0.append(run) } }
    }
  }

  /// The index beside a segment or, where it is missing, one made from the segment itself.
  private mutating func index(
    of segment: Segment,
    _ folder: any LogFolder
  ) throws(LogError) -> SegmentIndex {
    if let index = try SegmentIndex.load(segment, folder) { return index }
    report.rebuiltIndexes += 1
    var index = SegmentIndex(segment: segment.number, size: segment.size)
    var scanner = FrameScanner(
      try folder.open(segment),
      segment: segment.number,
      in: Segment.firstFrame..<segment.size
    )
    do throws(ReadInterruption) {
      while let finding = try scanner.next() {
        switch finding {
        case .frame(let header, let position): index.add(header, at: position)
        case .broken(let range): note(Segment.name(segment.number, "log"), range)
        }
      }
    } catch {
      throw error.logError
    }
    try? index.store(in: folder)
    return index
  }

  private mutating func take(_ found: TailScan.Found, from segment: Segment) {
    let name = Segment.name(segment.number, "log")
    switch found {
    case .frame(let header, let position, let events):
      for event in events { state.apply(event) }
      state.extend(header, at: position, segment: segment.number)
    case .damagedFrame(let header, let position):
      state.extend(header, at: position, segment: segment.number)
      note(name, position..<position + header.frameLength, header)
    case .damagedBytes(let range): note(name, range)
    }
  }

  private mutating func settle(
    _ file: any LogFile,
    end: Int,
    sync: Bool
  ) throws(LogError) {
    let size = try file.size()
    if size > end { try file.truncate(to: end) }
    report.tornBytes = max(0, size - end)
    // A killed process may have written what it did not come to sync, and readers will see it.
    if sync { try file.sync() }
    state.segments[state.segments.count - 1].size = end
    state.segments[state.segments.count - 1].file = file
  }

  private mutating func note(_ file: String, _ bytes: Range<Int>, _ header: FrameHeader? = nil) {
    let records = header?.kind == .records ? header : nil
    report.damage.append(
      Damage(
        file: file,
        bytes: bytes,
        partition: records.flatMap { state.name(of: $0.partition) },
        offsets: records?.offsets
      )
    )
  }
}

/// The events at the start of a segment that tell all the log knew.
private struct Snapshot {
  let events: [LogEvent]
  let end: Int

  init?(_ file: any LogFile, _ segment: Segment) throws(LogError) {
    var scanner = FrameScanner(
      file,
      segment: segment.number,
      in: Segment.firstFrame..<segment.size
    )
    do throws(ReadInterruption) {
      guard case .frame(let header, Segment.firstFrame) = try scanner.next(),
        header.kind == .snapshot, let events = try scanner.events()
      else { return nil }
      self.events = events
      end = scanner.position
    } catch {
      throw error.logError
    }
  }
}

extension LogFolder {
  fileprivate func open(_ segment: Segment) throws(LogError) -> any LogFile {
    try open(Segment.name(segment.number, "log"))
  }
}

extension SegmentIndex {
  /// The index beside a segment, if it is there, whole, and about this size.
  fileprivate static func load(
    _ segment: Segment,
    _ folder: any LogFolder
  ) throws(LogError) -> SegmentIndex? {
    guard let file = try? folder.open(Segment.name(segment.number, "index")),
      let index = SegmentIndex(try file.read(0..<file.size())),
      index.segment == segment.number, index.size == segment.size
    else { return nil }
    return index
  }
}
