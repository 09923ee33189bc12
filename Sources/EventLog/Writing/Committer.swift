import Synchronization

/// The one who writes: brings groups of pending writes into the last segment and begins new ones.
///
/// Only its owner's lock or thread may call it; nothing is visible before it is written as safely as
/// the policy asks, and after a fault nothing of the failed write ever will be.
struct Committer {
  private struct Active {
    let number: UInt32
    let file: any LogFile
    /// Where the snapshot ends.
    let start: Int
    /// The end of what counts.
    var size: Int

    /// A large snapshot must be worth its room.
    func isFull(at limit: Int) -> Bool { size - start >= max(limit, start) }
  }

  private let folder: any LogFolder
  private let policy: FsyncPolicy
  private let segmentBytes: Int
  private let totalBytes: Int
  private var active: Active?
  /// A failed write may have left bytes behind the end.
  private var mustCut = false
  /// A sync failed, after which nobody knows what of this file is on the disk.
  private var mustRoll = false
  private var isUnsynced = false
  private var lastSync = ContinuousClock.now
  /// How long the last sync took, where every write waits for one.
  private(set) var syncTime = Duration.zero
  private var syncs = 0
  private var stage = CommitStage()

  init(
    _ folder: any LogFolder,
    policy: FsyncPolicy,
    segmentBytes: Int,
    totalBytes: Int?,
    last: Segment?,
    needsSegment: Bool
  ) {
    self.folder = folder
    self.policy = policy
    self.segmentBytes = segmentBytes
    self.totalBytes = totalBytes ?? .max
    mustRoll = needsSegment
    guard let last, let file = last.file else { return }
    active = Active(
      number: last.number,
      file: file,
      start: Segment.firstFrame,
      size: last.size
    )
  }

  /// Writes a group together and settles each of it.
  mutating func commit(_ group: ArraySlice<PendingWrite>, _ state: borrowing Mutex<LogState>) {
    do throws(LogError) {
      if case .sync = group.first?.content {
        try sync()
        return group.forEach { $0.settle(.success(.init())) }
      }
      let active = try prepare(state)
      stage.begin(segment: active.number, position: active.size)
      state.withLock { state in for pending in group { stage.take(pending, state) } }
      do throws(LogError) {
        try write(stage.bytes)
        state.withLock {
          stage.publish(to: &$0)
          $0.statistics.syncs = syncs
        }
        stage.settle()
      } catch {
        stage.settle(failure: error)
      }
    } catch {
      for pending in group { pending.settle(.failure(error)) }
    }
  }

  /// Makes everything written so far outlive a power cut.
  mutating func sync() throws(LogError) {
    guard isUnsynced, let active else { return }
    let start = ContinuousClock.now
    do throws(LogError) { try active.file.sync() } catch {
      mustRoll = true
      throw error
    }
    syncs += 1
    isUnsynced = false
    lastSync = .now
    if policy == .always { syncTime = start.duration(to: lastSync) }
  }

  private mutating func write(_ bytes: [UInt8]) throws(LogError) {
    guard !bytes.isEmpty, let active else { return }
    do throws(LogError) {
      try active.file.write(bytes, at: active.size)
      isUnsynced = true
      switch policy {
      case .always: try sync()
      case .interval(let interval): if lastSync.duration(to: .now) >= interval { try sync() }
      case .never: break
      }
    } catch {
      mustCut = true
      try? cut()
      throw error
    }
    self.active?.size += bytes.count
  }

  /// Finds the segment to write to, with nothing behind its end.
  private mutating func prepare(
    _ state: borrowing Mutex<LogState>
  ) throws(LogError) -> Active {
    if let active, !active.isFull(at: segmentBytes), !mustRoll {
      if mustCut { try cut() }
      return active
    }
    return try roll(state)
  }

  private mutating func cut() throws(LogError) {
    guard let active else { return }
    try active.file.truncate(to: active.size)
    mustCut = false
  }

  /// Begins the next segment with all the log knows, so that a start reads no further back.
  private mutating func roll(_ state: borrowing Mutex<LogState>) throws(LogError) -> Active {
    if !mustRoll, policy != .never { try sync() }
    let number = (active?.number ?? 0) + 1
    var bytes = SegmentHeader(number: number, previousSize: active?.size ?? 0).bytes
    // Dropped before the snapshot is taken, so that the snapshot says from where records are kept.
    let (dropped, events, index) = state.withLock {
      ($0.dropOldest(keeping: totalBytes - segmentBytes), $0.snapshot(), $0.lastIndex())
    }
    for number in dropped { folder.removeSegment(number) }
    let start = bytes.count
    let snapshot = EncodedAppend(events, kind: .snapshot)
    bytes += snapshot.bytes
    for var frame in snapshot.frames {
      frame.header.endsAppend = true
      frame.header.write(to: &bytes, at: start + frame.start, segment: number)
    }
    if let index { try? index.store(in: folder) }
    let file = try folder.createWhole(
      Segment.name(number, "log"),
      bytes,
      isSafe: policy != .never
    )
    let new = Active(number: number, file: file, start: bytes.count, size: bytes.count)
    active = new
    (mustRoll, mustCut, isUnsynced) = (false, false, false)
    state.withLock {
      $0.segments.append(Segment(number: number, size: bytes.count, file: file))
    }
    return new
  }
}

extension LogFolder {
  /// Makes a file that is there with all its bytes or not at all.
  func createWhole(
    _ name: String,
    _ bytes: [UInt8],
    isSafe: Bool
  ) throws(LogError) -> any LogFile {
    let draft = name + ".new"
    do throws(LogError) {
      let file = try create(draft)
      try file.write(bytes, at: 0)
      if isSafe { try file.sync() }
      try rename(draft, to: name)
      return file
    } catch {
      try? remove(draft)
      throw error
    }
  }
}

extension SegmentIndex {
  /// Writes the index beside its segment; without it a start takes longer and is otherwise the same.
  func store(in folder: any LogFolder) throws(LogError) {
    _ = try folder.createWhole(Segment.name(segment, "index"), bytes, isSafe: false)
  }
}
