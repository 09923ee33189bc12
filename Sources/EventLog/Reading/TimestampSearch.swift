import Synchronization

/// Looks for the first record of a partition that is not older than a moment.
struct TimestampSearch {
  private let log: EmbeddedLog
  private let name: TopicPartition
  private let timestamp: Int64
  private let mayWait: Bool

  init(_ log: EmbeddedLog, _ name: TopicPartition, _ timestamp: Int64, mayWait: Bool) {
    self.log = log
    self.name = name
    self.timestamp = timestamp
    self.mayWait = mayWait
  }

  func run() throws(ReadInterruption) -> Int? {
    var start = 0
    while let (id, run, segment, first) = try nextRun(from: start) {
      guard let file = try log.file(of: segment, mayWait: mayWait) else { continue }
      if let found = try search(file, id, run, segment, from: first) { return found }
      start = run.offsets.upperBound
    }
    return nil
  }

  /// The next run that may hold it, and the first offset of it that counts.
  private func nextRun(
    from start: Int
  ) throws(ReadInterruption) -> (PartitionID, SegmentRun, Segment, Int)? {
    do throws(LogError) {
      return try log.journal.state.withLock { (state) throws(LogError) in
        let partition = try state.partition(name)
        let first = max(start, partition.start)
        guard
          let run = partition.runs.first(where: {
            $0.offsets.upperBound > first && $0.newest >= timestamp
          }), let segment = state.segment(run.segment)
        else { return nil }
        return (try state.id(of: name), run, segment, first)
      }
    } catch {
      throw .refused(error)
    }
  }

  private func search(
    _ file: any LogFile,
    _ id: PartitionID,
    _ run: SegmentRun,
    _ segment: Segment,
    from first: Int
  ) throws(ReadInterruption) -> Int? {
    let position = max(
      run.entry(beforeTimestamp: timestamp)?.position ?? Segment.firstFrame,
      run.entry(before: first)?.position ?? Segment.firstFrame
    )
    var scanner = FrameScanner(
      file,
      segment: segment.number,
      in: position..<segment.size,
      chunkLength: 64 << 10,
      buffer: log.buffers.take(),
      mayWait: mayWait
    )
    defer { log.buffers.giveBack(scanner.buffer) }
    while let finding = try scanner.next() {
      guard case .frame(let header, _) = finding, header.kind == .records,
        header.partition == id, header.newest >= timestamp, header.offsets.upperBound > first,
        let payload = try scanner.payload()
      else { continue }
      var reader = ByteReader(payload.bytes, in: payload.range)
      for offset in header.offsets {
        let record = try? RecordCoding.read(&reader, offset: offset, newest: header.newest)
        guard let record else { break }
        if offset >= first, record.timestamp.milliseconds >= timestamp { return offset }
      }
    }
    return nil
  }
}
