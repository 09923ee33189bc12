import Synchronization

/// One read of one partition: goes from segment to segment until it has enough.
struct PartitionReading {
  /// What to do next.
  private enum Step {
    /// Read on in a segment, where these offsets should be found.
    case read(PartitionID, Segment, from: Int, offsets: Range<Int>)
    /// Offsets that no segment holds any more.
    case damage(Range<Int>)
    case end
  }

  /// Some records of one frame.
  private struct Piece {
    let offsets: Range<Int>
    let newest: Int64
    let range: Range<Int>
  }

  private static let fullBuffer = 64 << 10

  private let log: EmbeddedLog
  private let name: TopicPartition
  private let limit: ReadLimit
  private let mayWait: Bool
  private var next: Int
  private var records: [StoredRecord] = []
  /// The last records, as they lie in the log: copied together out of a buffer that is used again,
  /// so that they hold on to nothing of what lies between them.
  private var encoded: [UInt8] = []
  private var pieces: [Piece] = []
  private var count = 0
  private var bytes = 0
  private var isDone = false
  private var available = 0..<0

  init(
    _ log: EmbeddedLog,
    _ name: TopicPartition,
    from offset: Int,
    upTo limit: ReadLimit,
    mayWait: Bool
  ) {
    self.log = log
    self.name = name
    self.limit = limit
    self.mayWait = mayWait
    next = offset
  }

  mutating func run() throws(ReadInterruption) -> ReadResult {
    while !isDone {
      switch try step() {
      case .end: isDone = true
      case .damage(let range): try meetDamage(range)
      case .read(let id, let segment, let position, let offsets):
        if let file = try log.file(of: segment, mayWait: mayWait) {
          try read(file, id, segment, from: position, offsets)
        }
      }
    }
    decode()
    return ReadResult(records: records, nextOffset: next, available: available)
  }

  private mutating func step() throws(ReadInterruption) -> Step {
    do throws(LogError) {
      let found = try log.journal.state.withLock { (state) throws(LogError) in
        let partition = try state.partition(name)
        return (partition.available, try step(state.id(of: name), partition, state))
      }
      available = found.0
      return found.1
    } catch {
      throw .refused(error)
    }
  }

  private func step(
    _ id: PartitionID,
    _ partition: PartitionState,
    _ state: LogState
  ) throws(LogError) -> Step {
    guard next >= partition.start, next <= partition.end else {
      // What was read before the partition was trimmed is still worth having.
      guard count == 0 else { return .end }
      throw LogError(
        .offsetOutOfRange,
        "\(name)",
        detail: "\(next) is outside \(partition.available)",
        range: partition.available
      )
    }
    guard next < partition.end else { return .end }
    guard let run = partition.run(at: next), let segment = state.segment(run.segment) else {
      return .damage(next..<partition.end)
    }
    guard run.offsets.lowerBound <= next else { return .damage(next..<run.offsets.lowerBound) }
    return .read(
      id,
      segment,
      from: partition.position(of: next, in: run),
      offsets: next..<run.offsets.upperBound
    )
  }

  private mutating func read(
    _ file: any LogFile,
    _ id: PartitionID,
    _ segment: Segment,
    from start: Int,
    _ offsets: Range<Int>
  ) throws(ReadInterruption) {
    var scanner = FrameScanner(
      file,
      segment: segment.number,
      in: start..<segment.size,
      chunkLength: chunkLength,
      buffer: log.buffers.take(),
      mayWait: mayWait
    )
    defer { log.buffers.giveBack(scanner.buffer) }
    var position = start
    while !isDone, next < offsets.upperBound {
      guard let finding = try scanner.next() else {
        try meetDamage(next..<offsets.upperBound)
        break
      }
      guard case .frame(let header, let place) = finding, header.kind == .records,
        header.partition == id, header.offsets.upperBound > next
      else { continue }
      position = place
      if header.offset > next {
        try meetDamage(next..<header.offset)
      } else if try !take(scanner.payload(), header) {
        try meetDamage(next..<header.offsets.upperBound)
      }
    }
    log.journal.state.withLock { state in
      guard state.segment(segment.number)?.revision == segment.revision else { return }
      state.update(id) {
        $0.remember(.init(offset: next, segment: segment.number, position: position))
      }
    }
  }

  /// A read that wants little should not load much.
  private var chunkLength: Int {
    min(max(limit.records < 64 ? 0 : limit.bytes, 16 << 10), 64 << 10)
  }

  /// Takes the records of a frame until there are enough; `false` where it does not hold them.
  private mutating func take(
    _ payload: (bytes: [UInt8], range: Range<Int>)?,
    _ header: FrameHeader
  ) -> Bool {
    guard let payload else { return false }
    var reader = ByteReader(payload.bytes, in: payload.range)
    let first = next
    var start = payload.range.lowerBound
    var end = start
    for offset in header.offsets {
      guard let size = try? RecordCoding.skip(&reader) else { return false }
      if offset < first {
        start = reader.position
        continue
      }
      guard count == 0 || (count < limit.records && bytes + size <= limit.bytes) else {
        isDone = true
        break
      }
      (count, bytes, next, end) = (count + 1, bytes + size, offset + 1, reader.position)
    }
    guard next > first else { return true }
    let range = encoded.count..<encoded.count + end - start
    encoded.append(contentsOf: payload.bytes[start..<end])
    pieces.append(Piece(offsets: first..<next, newest: header.newest, range: range))
    if encoded.count >= Self.fullBuffer { decode() }
    isDone = isDone || count >= limit.records || bytes >= limit.bytes
    return true
  }

  /// Makes records of what was copied; it was passed over without a fault then.
  private mutating func decode() {
    for piece in pieces {
      var reader = ByteReader(encoded, in: piece.range)
      for offset in piece.offsets {
        let record = try? RecordCoding.read(&reader, offset: offset, newest: piece.newest)
        guard let record else { break }
        records.append(record)
      }
    }
    (encoded, pieces) = ([], [])
  }

  /// Ends the read before the damage, or says what is damaged if nothing comes before it.
  private mutating func meetDamage(_ range: Range<Int>) throws(ReadInterruption) {
    guard count > 0 else {
      throw .refused(
        LogError(.damaged, "\(name)", detail: "the records \(range) cannot be read", range: range)
      )
    }
    isDone = true
  }
}
