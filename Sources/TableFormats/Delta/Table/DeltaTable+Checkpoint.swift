import JSONBytes

extension DeltaTable {
  /// Writes the newest version as a whole, so that readers need not go through all commits.
  ///
  /// The commits stay. Gives back the version.
  @discardableResult
  public func checkpoint() async throws(TableFormatError) -> Int {
    let snapshot = state.snapshot
    try snapshot.demands.checkWritable()
    let checkpoint = try await Checkpoint(
      of: snapshot,
      removalsSince: now - snapshot.deletedFileRetention
    )
    let path = LogFile.checkpoint(version: snapshot.version, part: .whole).path
    try await storage.write(checkpoint.bytes, to: path)
    var hint = JSONWriter()
    hint.object { hint in
      hint.member("version", snapshot.version)
      hint.member("size", checkpoint.actionCount)
      hint.member("sizeInBytes", checkpoint.bytes.count)
      hint.member("numOfAddFiles", snapshot.fileCount)
    }
    try await storage.write(hint.bytes, to: LogFile.lastCheckpoint)
    return snapshot.version
  }

  /// Writes a checkpoint where so many commits have gone by; the commit is done either way.
  func checkpointIfDue(_ version: Int) async -> TableFormatError? {
    let wish = try? state.read { snapshot throws(TableFormatError) in
      snapshot.configuration["delta.checkpointInterval"].flatMap { Int($0) }
    }
    let interval = options.checkpointInterval ?? wish ?? 10
    guard interval > 0, version > 0, version % interval == 0 else { return nil }
    do {
      try await checkpoint()
      return nil
    } catch {
      return error
    }
  }
}
