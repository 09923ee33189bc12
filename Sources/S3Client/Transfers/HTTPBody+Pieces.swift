import HTTPWire

extension HTTPBody {
  /// Reads a body for the sake of a digest: bytes at once, a file a mebibyte at a time on a thread
  /// that may wait for the disk.
  func forEachPiece(_ take: ([UInt8]) -> Void) async throws(S3Error) {
    switch self {
    case .empty: break
    case .bytes(let bytes): take(bytes)
    case .file(let region):
      let files = FileThread()
      let file = try await files.open(reading: region.path)
      var position = region.offset
      let end = region.offset + region.length
      while position < end {
        let bytes = try await files.read(file, from: position, count: min(1 << 20, end - position))
        take(bytes)
        position += bytes.count
      }
    case .stream:
      preconditionFailure("a stream is read once, when it is sent")
    }
  }
}
