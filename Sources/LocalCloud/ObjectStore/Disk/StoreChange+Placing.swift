import EventLog

extension StoreChange {
  /// The change with its bytes in files: those in memory, or in another log, are handed to `write`,
  /// which says where in this log they come to lie.
  func placing(
    in log: StoredFile,
    _ write: ([UInt8]) -> Int
  ) throws(S3Failure) -> StoreChange {
    try mapBlob { blob throws(S3Failure) in try blob.placing(in: log, write) }
  }

  /// The change with other bytes for those it brings, where it brings any.
  func mapBlob(
    _ transform: (Blob) throws(S3Failure) -> Blob
  ) throws(S3Failure) -> StoreChange {
    switch self {
    case .stored(let bucket, let key, let version):
      return .stored(bucket: bucket, key, version.with(blob: try transform(version.blob)))
    case .replaced(let bucket, let key, let version):
      return .replaced(bucket: bucket, key, version.with(blob: try transform(version.blob)))
    case .partStored(let bucket, let upload, let part):
      return .partStored(
        bucket: bucket,
        upload: upload,
        MultipartUpload.Part(
          number: part.number,
          blob: try transform(part.blob),
          etag: part.etag,
          modified: part.modified,
          checksum: part.checksum
        )
      )
    case .bucketSet, .bucketRemoved, .removed, .uploadBegun, .uploadEnded: return self
    }
  }
}

extension Blob {
  fileprivate func placing(in log: StoredFile, _ write: ([UInt8]) -> Int) throws(S3Failure) -> Blob
  {
    var placed: [Piece] = []
    for piece in pieces {
      if case .file(let file, _) = piece, file === log || file.name.hasPrefix(BlobFiles.prefix) {
        placed.append(piece)
        continue
      }
      let bytes = try Blob([piece]).read(mayWait: true) ?? []
      let start = write(bytes)
      placed.append(.file(log, start..<start + bytes.count))
    }
    return Blob(placed)
  }
}
