import Synchronization

extension EmbeddedLog {
  /// Reads every byte that is kept and lists what cannot be read any more.
  public func verify() async throws(LogError) -> [Damage] {
    let thread = DiskThread(name: "log-verifier")
    return try await thread.run { () throws(LogError) in
      var verification = Verification(self)
      return try verification.run()
    }
  }
}

/// One look at every frame of every segment.
private struct Verification {
  private let log: EmbeddedLog
  private var damage: [Damage] = []
  /// The offset that should come next, by partition.
  private var expected: [PartitionID: Int] = [:]

  init(_ log: EmbeddedLog) { self.log = log }

  mutating func run() throws(LogError) -> [Damage] {
    // What is appended meanwhile is left to the next time.
    let state = log.journal.state.withLock { $0 }
    for segment in state.segments {
      do throws(ReadInterruption) {
        if let file = try log.file(of: segment, mayWait: true) { try check(segment, file, state) }
      } catch {
        throw error.logError
      }
    }
    checkEnds(state)
    return damage
  }

  private mutating func check(
    _ segment: Segment,
    _ file: any LogFile,
    _ state: LogState
  ) throws(ReadInterruption) {
    let name = Segment.name(segment.number, "log")
    var scanner = FrameScanner(
      file,
      segment: segment.number,
      in: Segment.firstFrame..<segment.size
    )
    while let finding = try scanner.next() {
      switch finding {
      case .broken(let range):
        damage.append(Damage(file: name, bytes: range, partition: nil, offsets: nil))
      case .frame(let header, let position):
        let bytes = position..<position + header.frameLength
        checkOrder(header, state, name, bytes)
        guard try scanner.payload() == nil else { continue }
        let isRecords = header.kind == .records
        damage.append(
          Damage(
            file: name,
            bytes: bytes,
            partition: isRecords ? state.name(of: header.partition) : nil,
            offsets: isRecords ? header.offsets : nil
          )
        )
      }
    }
  }

  /// Notes offsets that were passed over: their frames are no frames any more.
  private mutating func checkOrder(
    _ header: FrameHeader,
    _ state: LogState,
    _ name: String,
    _ bytes: Range<Int>
  ) {
    guard header.kind == .records, let partition = state[header.partition] else { return }
    let next = max(expected[header.partition] ?? 0, partition.start)
    if header.offset > next {
      damage.append(
        Damage(
          file: name,
          bytes: bytes.lowerBound..<bytes.lowerBound,
          partition: state.name(of: header.partition),
          offsets: next..<header.offset
        )
      )
    }
    expected[header.partition] = max(next, header.offsets.upperBound)
  }

  private mutating func checkEnds(_ state: LogState) {
    for topic in state.sortedTopics {
      for (number, partition) in topic.partitions.enumerated() {
        let id = PartitionID(topic: topic.id, partition: UInt32(number))
        let next = max(expected[id] ?? 0, partition.start)
        guard next < partition.end, let last = state.segments.last else { continue }
        damage.append(
          Damage(
            file: Segment.name(last.number, "log"),
            bytes: last.size..<last.size,
            partition: state.name(of: id),
            offsets: next..<partition.end
          )
        )
      }
    }
  }
}
