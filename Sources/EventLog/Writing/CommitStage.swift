/// What one write to the segment will hold: built, written, and only then taken into the state.
struct CommitStage {
  /// How many bytes and frames of room are kept for the next write.
  private static let keptRoom = (bytes: 1 << 20, frames: 4 << 10)

  /// The bytes to write, complete once everything was taken.
  private(set) var bytes: [UInt8] = []

  private var segment: UInt32 = 0
  private var position = 0
  private var frames: [(header: FrameHeader, position: Int)] = []
  private var events: [LogEvent] = []
  private var ends: [PartitionID: Int] = [:]
  private var stored: [String: StoredAppend] = [:]
  private var waiting: [(PendingWrite, PendingWrite.Outcome)] = []

  /// Begins a write at a position of a segment.
  mutating func begin(segment: UInt32, position: Int) {
    self.segment = segment
    self.position = position
    bytes.removeAll(keepingCapacity: bytes.capacity <= Self.keptRoom.bytes)
    frames.removeAll(keepingCapacity: frames.capacity <= Self.keptRoom.frames)
    events.removeAll()
    ends.removeAll(keepingCapacity: true)
    stored.removeAll()
    waiting.removeAll(keepingCapacity: true)
  }

  /// Takes something in, or settles it at once where it is refused or nothing is to be written.
  mutating func take(_ pending: PendingWrite, _ state: LogState) {
    do throws(LogError) {
      guard !state.isClosed else { throw LogError(.closed, "log") }
      switch pending.content {
      case .records(let records): waiting.append((pending, try take(records, state)))
      case .events(_, let decide):
        add(try decide(state))
        waiting.append((pending, .init()))
      case .sync: waiting.append((pending, .init()))
      }
    } catch {
      pending.settle(.failure(error))
    }
  }

  private mutating func take(
    _ records: PendingRecords,
    _ state: LogState
  ) throws(LogError) -> PendingWrite.Outcome {
    guard state.topics[records.topic] != nil else {
      throw LogError(.unknownTopic, "topic \(records.name)")
    }
    if let key = records.key,
      let known = stored[key.text] ?? state.stored.find(key.text, at: records.time)
    {
      guard known.key == key, known.topic == records.topic else {
        throw LogError(.keyReused, "topic \(records.name)", detail: "key \(key.text)")
      }
      return .init(
        layout: known.layout,
        firstOffsets: known.firstOffsets,
        time: known.time,
        isRepeat: true
      )
    }
    let firstOffsets = add(records.encoded, endsAppend: records.key == nil) { partition in
      state.end(of: partition)
    }
    if let key = records.key {
      let memory = StoredAppend(
        key: key,
        topic: records.topic,
        time: records.time,
        layout: records.layout,
        firstOffsets: firstOffsets
      )
      stored[key.text] = memory
      add([.stored(memory)])
    }
    return .init(layout: records.layout, firstOffsets: firstOffsets, time: records.time)
  }

  private mutating func add(_ new: [LogEvent]) {
    guard !new.isEmpty else { return }
    events += new
    _ = add(EncodedAppend(new), endsAppend: true) { _ in 0 }
  }

  /// Adds frames and gives their records offsets: the first of each partition, in the frames' order.
  private mutating func add(
    _ encoded: EncodedAppend,
    endsAppend: Bool,
    end: (PartitionID) -> Int
  ) -> [Int] {
    let start = bytes.count
    bytes.append(contentsOf: encoded.bytes)
    var firstOffsets: [Int] = []
    var previous: PartitionID?
    for (index, frame) in encoded.frames.enumerated() {
      var header = frame.header
      if header.kind == .records {
        header.offset = ends[header.partition] ?? end(header.partition)
        ends[header.partition] = header.offsets.upperBound
        if header.partition != previous { firstOffsets.append(header.offset) }
        previous = header.partition
      }
      header.endsAppend = endsAppend && index == encoded.frames.count - 1
      header.sinceWrite = UInt32(start + frame.start)
      header.write(to: &bytes, at: start + frame.start, segment: segment)
      frames.append((header, position + start + frame.start))
    }
    return firstOffsets
  }

  /// Makes what was written visible.
  func publish(to state: inout LogState) {
    for (header, position) in frames {
      state.extend(header, at: position, segment: segment)
    }
    for event in events { state.apply(event) }
    state.grow(segment, to: position + bytes.count)
    for partition in ends.keys { state.waiters.wake(partition) }
    state.statistics.records += frames.reduce(0) { $0 + Int($1.header.recordCount) }
    state.statistics.bytes += bytes.count
    state.statistics.writes += bytes.isEmpty ? 0 : 1
  }

  /// Tells everybody who waits what became of it.
  func settle(failure: LogError? = nil) {
    for (pending, outcome) in waiting {
      pending.settle(failure.map(Result.failure) ?? .success(outcome))
    }
  }
}
