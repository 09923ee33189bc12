import EventLog
import FoundationEssentials

/// Where a cloud keeps records and objects: in memory or in a folder, empty, as it was left, or as a
/// snapshot has it.
struct StorageFolders {
  let log: EmbeddedLog
  let storage: ObjectStorage
  /// The connectors of a snapshot, where there is no folder to keep them.
  private(set) var connectors: [ConnectorFile.Entry] = []

  init(_ options: LocalCloud.Options) async throws {
    let snapshot = try options.snapshot.map { try SnapshotFile($0) }
    let clock = options.clock
    var logging = EmbeddedLog.Options()
    logging.now = { clock.date }
    logging.clock = clock
    logging.fsync = options.fsync
    guard let folder = options.folder else {
      guard let snapshot else {
        log = EmbeddedLog.inMemory(logging)
        storage = ObjectStorage(now: { clock.date })
        return
      }
      let (records, objects) = (MemoryFolder(), MemoryFolder())
      try snapshot.unpack(CloudSnapshot.logFolder, into: records)
      try snapshot.unpack(CloudSnapshot.objectsFolder, into: objects)
      log = try EmbeddedLog.inMemory(records, logging)
      storage = try ObjectStorage(in: objects, fsync: .never, now: { clock.date })
      connectors = ConnectorFile.entries(of: Data(try Self.connectors(of: snapshot)))
      return
    }
    if let snapshot { try Self.unpack(snapshot, into: folder) }
    log = try await EmbeddedLog.open(folder + "/log", logging)
    storage = try await ObjectStorage.open(
      folder + "/objects",
      fsync: options.fsync,
      now: { clock.date }
    )
  }

  private static func unpack(_ snapshot: SnapshotFile, into path: String) throws {
    for part in [CloudSnapshot.logFolder, CloudSnapshot.objectsFolder] {
      let folder = try DiskFolder(path + "/" + part.dropLast())
      defer { folder.unlock() }
      try snapshot.unpack(part, into: folder)
    }
    let file = URL(filePath: path + "/" + CloudSnapshot.connectorsFile)
    try Data(try connectors(of: snapshot)).write(to: file, options: .atomic)
  }

  private static func connectors(of snapshot: SnapshotFile) throws -> [UInt8] {
    try snapshot.bytes(of: CloudSnapshot.connectorsFile)
  }
}
