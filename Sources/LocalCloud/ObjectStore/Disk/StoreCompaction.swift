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
    let fresh: StoreState
    let written: Int
    do {
      let changes = state.withLock { $0.changes() }
      (fresh, written) = try write(changes, to: file, mark: mark)
      if isSafe { try draft.sync() }
      try files.folder.rename(name + ".new", to: name)
    } catch {
      try? files.folder.remove(name + ".new")
      throw error
    }
    state.withLock { $0 = fresh }
    return StoreLog(file: file, generation: generation, mark: mark, size: written)
  }

  /// Writes a log of these changes, and gives the state that refers to it and its length.
  static func write(
    _ changes: [StoreChange],
    to file: StoredFile,
    mark: UInt64
  ) throws -> (StoreState, Int) {
    var staged = StoreLog.header(mark: mark)
    var written = 0
    var state = StoreState()
    for change in changes {
      let placed = try StoreFrame.append(
        [change],
        to: &staged,
        position: written,
        log: file,
        mark: mark
      )
      for change in placed { state.apply(change) }
      guard staged.count > chunk else { continue }
      try file.file.write(staged, at: written)
      written += staged.count
      staged.removeAll(keepingCapacity: true)
    }
    try file.file.write(staged, at: written)
    return (state, written + staged.count)
  }
}

extension StoreState {
  /// The changes that lead from nothing to this.
  func changes() -> [StoreChange] {
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
