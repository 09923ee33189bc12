/// What one write to the segment will hold: built, written, and only then taken into the state.
struct CommitStage {
  /// The bytes to write, complete once everything was taken.
  private(set) var bytes: [UInt8]

  private let segment: UInt32
  private let position: Int
  private var frames: [(header: FrameHeader, position: Int)] = []
  private var events: [LogEvent] = []
  private var ends: [PartitionID: Int] = [:]
  private var stored: [String: StoredAppend] = [:]
  private var waiting: [(PendingWrite, PendingWrite.Outcome)] = []

  /// Begins a write at a position of a segment; `buffer` lends its room.
  init(segment: UInt32, position: Int, buffer: consuming [UInt8]) {
    self.segment = segment
    self.position = position
    bytes = buffer
    bytes.removeAll(keepingCapacity: true)
  }

  /// Takes something in, or settles it at once where it is refused or nothing is to be written.
  mutating func take(_ pending: PendingWrite, _ state: LogState) {
    do throws(LogError) {
      guard !state.isClosed else { throw LogError(.closed, "log") }
      switch pending.content {
      case .records(let records): waiting.append((pending, try take(records, state)))
      case .events(_, let decide):
        let new = try decide(state)
        if !new.isEmpty { add(EncodedAppend(new)) }
        events += new
        waiting.append((pending, .init()))
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
    var encoded = records.encoded
    var firstOffsets: [Int] = []
    for index in encoded.frames.indices {
      let partition = encoded.frames[index].header.partition
      let offset = ends[partition] ?? state.end(of: partition)
      if index == 0 || encoded.frames[index - 1].header.partition != partition {
        firstOffsets.append(offset)
      }
      encoded.frames[index].header.offset = offset
      ends[partition] = offset + Int(encoded.frames[index].header.recordCount)
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
      events.append(.stored(memory))
      encoded.append([.stored(memory)])
    }
    add(encoded)
    return .init(layout: records.layout, firstOffsets: firstOffsets, time: records.time)
  }

  private mutating func add(_ encoded: EncodedAppend) {
    let start = bytes.count
    bytes.append(contentsOf: encoded.bytes)
    for (index, frame) in encoded.frames.enumerated() {
      var header = frame.header
      header.endsAppend = index == encoded.frames.count - 1
      header.sinceWrite = UInt32(start + frame.start)
      header.write(to: &bytes, at: start + frame.start, segment: segment)
      frames.append((header, position + start + frame.start))
    }
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

  /// Gives the room back for the next write, unless it has become large.
  consuming func releaseBuffer() -> [UInt8] { bytes.capacity > 4 << 20 ? [] : bytes }
}
