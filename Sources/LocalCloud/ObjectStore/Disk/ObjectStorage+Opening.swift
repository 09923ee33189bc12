import EventLog
import FoundationEssentials

extension ObjectStorage {
  /// Opens the store in a folder, or begins one there.
  ///
  /// What a crash left half is cut off; what was acknowledged is there.
  static func open(
    _ path: String,
    fsync: FsyncPolicy = .always,
    now: @escaping @Sendable () -> Date = { Date() }
  ) async throws -> ObjectStorage {
    try await DiskThread(name: "objects-open").run { () throws(LogError) in
      try ObjectStorage(in: try DiskFolder(path), path: path, fsync: fsync, now: now)
    }
  }

  /// Opens the store in a folder of whatever kind; this may wait for a disk.
  convenience init(
    in folder: any LogFolder,
    path: String? = nil,
    fsync: FsyncPolicy = .always,
    now: @escaping @Sendable () -> Date = { Date() }
  ) throws(LogError) {
    let files = BlobFiles(folder, path: path, syncs: fsync != .never)
    var generations: [Int] = []
    for name in try folder.names() {
      if name.hasSuffix(".new") { try? folder.remove(name) }
      if let generation = StoreLog.generation(ofName: name) { generations.append(generation) }
    }
    if generations.isEmpty { generations = [try Self.begin(in: folder)] }
    let newest = generations.max() ?? 1
    let recovered = try RecoveredStore(folder, generation: newest) {
      name throws(LogError) in try files.open(name)
    }
    for generation in generations where generation != newest {
      try? folder.remove(StoreLog.name(generation))
    }
    files.start(at: recovered.nextFile)
    self.init(
      ledger: DiskLedger(recovered, files: files, policy: fsync),
      files: files,
      damage: recovered.damage,
      now: now
    )
  }

  private static func begin(in folder: any LogFolder) throws(LogError) -> Int {
    let name = StoreLog.name(1)
    let file = try folder.create(name + ".new")
    try file.write(StoreLog.header(mark: .random(in: 1 ... .max)), at: 0)
    try file.sync()
    try folder.rename(name + ".new", to: name)
    return 1
  }
}
