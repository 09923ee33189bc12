import EventLog

extension ObjectStorage {
  /// The files of the store as it is now, in the form it has in a folder.
  ///
  /// Whoever puts them into a folder can open that as a store; a store in memory gives the same.
  func copies() async throws -> [FileCopy] {
    let state = try ledger.read { $0 }
    guard let files else { return try Self.copies(of: state, in: MemoryFolder()) }
    return try await files.thread.run { try Self.copies(of: state, in: files.folder) }
  }

  private static func copies(of state: StoreState, in folder: any LogFolder) throws -> [FileCopy] {
    let draft = "snapshot.new"
    let file = try folder.create(draft)
    // Only who has it open needs it.
    try folder.remove(draft)
    var apart = SetApart()
    let changes = try state.changes().map { change in
      try change.mapBlob { blob throws(S3Failure) in try apart.take(blob) }
    }
    let name = StoreLog.name(1)
    let log = StoredFile(name, path: nil, file: file, trash: nil)
    let length = try StoreCompaction.write(changes, to: log, mark: .random(in: 1 ... .max)).1
    return [FileCopy(name: name, length: length, file: file)] + apart.copies
  }
}

/// Large objects, which have files of their own; in memory they get them here.
private struct SetApart {
  private(set) var copies: [FileCopy] = []
  private var names: Set<String> = []

  mutating func take(_ blob: Blob) throws(S3Failure) -> Blob {
    var pieces: [Blob.Piece] = []
    for piece in blob.pieces { pieces.append(try take(piece)) }
    return Blob(pieces)
  }

  private mutating func take(_ piece: Blob.Piece) throws(S3Failure) -> Blob.Piece {
    switch piece {
    case .memory(let bytes) where bytes.count > ObjectStorage.inlineLimit:
      let name = BlobFiles.name(copies.count + 1)
      let file = StoredFile(name, path: nil, file: MemoryFile(bytes), trash: nil)
      copies.append(FileCopy(name: name, length: bytes.count, file: file.file))
      return .file(file, 0..<bytes.count)
    case .file(let file, _) where file.name.hasPrefix(BlobFiles.prefix):
      guard names.insert(file.name).inserted else { return piece }
      do throws(LogError) {
        copies.append(FileCopy(name: file.name, length: try file.file.size(), file: file.file))
      } catch { throw .disk(error) }
      return piece
    case .memory, .file: return piece
    }
  }
}
