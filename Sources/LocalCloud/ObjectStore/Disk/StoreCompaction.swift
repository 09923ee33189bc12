import EventLog
import Synchronization

/// Writes a log that tells what there is, and nothing of how it came about.
enum StoreCompaction {
  private static let chunk = 4 << 20

  /// Makes the log of the next generation, and lets the state refer to it.
  static func rewrite(
    _ old: StoreLog,
    _ state: borrowing Mutex<StoreState>,
    in files: BlobFiles,
    isSafe: Bool
  ) throws -> StoreLog {
    let generation = old.generation + 1
    let name = StoreLog.name(generation)
    let mark = UInt64.random(in: 1 ... .max)
    let draft = try files.folder.create(name + ".new")
    let file = StoredFile(name, path: nil, file: draft, trash: nil)
    var staged = StoreLog.header(mark: mark)
    var written = 0
    var fresh = StoreState()
    do {
      for change in state.withLock({ $0.changes() }) {
        let placed = try StoreFrame.append(
          [change],
          to: &staged,
          position: written,
          log: file,
          mark: mark
        )
        for change in placed { fresh.apply(change) }
        guard staged.count > chunk else { continue }
        try draft.write(staged, at: written)
        written += staged.count
        staged.removeAll(keepingCapacity: true)
      }
      try draft.write(staged, at: written)
      written += staged.count
      if isSafe { try draft.sync() }
      try files.folder.rename(name + ".new", to: name)
    } catch {
      try? files.folder.remove(name + ".new")
      throw error
    }
    state.withLock { $0 = fresh }
    return StoreLog(file: file, generation: generation, mark: mark, size: written)
  }
}

extension StoreState {
  /// The changes that lead from nothing to this.
  fileprivate func changes() -> [StoreChange] {
    var changes: [StoreChange] = []
    for (name, bucket) in buckets {
      changes.append(.bucketSet(bucket.settings))
      var place = bucket.objects.lowerBound([UInt8]().span)
      while let (key, entry) = bucket.objects.next(&place) {
        for version in entry.versions.reversed() {
          changes.append(.stored(bucket: name, key, version))
        }
      }
      for upload in bucket.uploads.values {
        changes.append(.uploadBegun(bucket: name, upload))
        for part in upload.parts.values {
          changes.append(.partStored(bucket: name, upload: upload.id, part))
        }
      }
    }
    return changes
  }
}
