import Synchronization

extension EmbeddedLog {
  /// Writes a segment anew with only the records that are kept, while others go on reading it.
  func rewrite(_ number: UInt32) throws(LogError) {
    guard let segment = journal.state.withLock({ $0.segment(number) }) else { return }
    let file: any LogFile
    do throws(ReadInterruption) {
      guard let open = try self.file(of: segment, mayWait: true) else { return }
      file = open
    } catch {
      throw error.logError
    }
    // Pinned, because once the name is taken over the old file cannot be opened any more.
    guard let starts = journal.state.withLock({ $0.pin(number, file) }) else { return }
    do throws(LogError) {
      var draft = try SegmentDraft(of: segment, file, keeping: starts, in: folder)
      let new = try draft.finish(isSafe: options.fsync != .never)
      let index = draft.index
      if journal.state.withLock({ $0.swap(number, for: index, new) }) {
        try? index.store(in: folder)
      } else {
        folder.removeSegment(number)
      }
    } catch {
      journal.state.withLock { $0.unpin(number) }
      throw error
    }
  }
}

extension LogState {
  /// Keeps a segment's file open and says from where on each partition is needed.
  fileprivate mutating func pin(_ number: UInt32, _ file: any LogFile) -> [PartitionID: Int]? {
    guard let place = segments.place(of: number), place < segments.count - 1,
      !segments[place].isPinned
    else { return nil }
    segments[place].file = file
    segments[place].isPinned = true
    var starts: [PartitionID: Int] = [:]
    for topic in topics.values {
      for (partition, known) in topic.partitions.enumerated() {
        starts[PartitionID(topic: topic.id, partition: UInt32(partition))] = known.start
      }
    }
    return starts
  }

  fileprivate mutating func unpin(_ number: UInt32) {
    guard let place = segments.place(of: number) else { return }
    segments[place].isPinned = false
  }

  /// Lets readers see the new file; `false` where the segment was dropped meanwhile.
  fileprivate mutating func swap(
    _ number: UInt32,
    for index: SegmentIndex,
    _ file: any LogFile
  ) -> Bool {
    guard let place = segments.place(of: number) else { return false }
    segments[place].size = index.size
    segments[place].file = file
    segments[place].revision += 1
    segments[place].isPinned = false
    forEachPartition { $0.forgetCursors(in: number) }
    for (id, run) in index.runs { update(id) { $0.replace(run) } }
    dropRuns(of: number, besides: Set(index.runs.keys))
    return true
  }

  private mutating func dropRuns(of number: UInt32, besides kept: Set<PartitionID>) {
    for topic in topics.values {
      for partition in topic.partitions.indices {
        let id = PartitionID(topic: topic.id, partition: UInt32(partition))
        if !kept.contains(id) { update(id) { $0.drop(segment: number) } }
      }
    }
  }
}
