import EventLog

/// Takes the bytes of one object as they come and keeps them in memory, or in a file once they are
/// too many; with a disk, only its thread may use it then.
struct BlobWriter: Sendable {
  private let files: BlobFiles?
  private var held: [[UInt8]] = []
  private var heldLength = 0
  private var file: StoredFile?
  private(set) var length = 0

  init(files: BlobFiles?) { self.files = files }

  mutating func write(_ bytes: [UInt8]) throws(S3Failure) {
    guard !bytes.isEmpty else { return }
    held.append(bytes)
    heldLength += bytes.count
    length += bytes.count
    guard files != nil, heldLength > ObjectStorage.inlineLimit else { return }
    try spill()
  }

  /// All bytes, as safe as the store promises.
  mutating func finish() throws(S3Failure) -> Blob {
    guard file != nil else {
      return held.count == 1 || files == nil
        ? Blob(held.map(Blob.Piece.memory)) : Blob(held.flatMap { $0 })
    }
    try spill()
    guard let file, let files else { return Blob() }
    do throws(LogError) { try files.secure(file) } catch { throw .disk(error) }
    file.becomeWhole()
    return Blob([.file(file, 0..<length)])
  }

  private mutating func spill() throws(S3Failure) {
    guard let files, heldLength > 0 else { return }
    do throws(LogError) {
      let target = if let file { file } else { try files.create() }
      file = target
      try target.file.write(
        held.count == 1 ? held[0] : held.flatMap { $0 },
        at: length - heldLength
      )
    } catch { throw .disk(error) }
    held = []
    heldLength = 0
  }
}
