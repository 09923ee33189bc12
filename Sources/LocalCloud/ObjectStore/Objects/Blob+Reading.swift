import EventLog
import HTTPWire

extension Blob {
  /// Up to this length an answer is read at once.
  private static let atOnce = 128 * 1024
  private static let chunk = 256 * 1024

  /// The bytes as the body of an answer; what has to wait for a disk waits on `disk`.
  func body(on disk: DiskThread?) async throws(S3Failure) -> HTTPBody {
    switch pieces.first {
    case nil: return .empty
    case .memory(let bytes) where pieces.count == 1: return .bytes(bytes)
    case .file(let file, let range) where pieces.count == 1 && length > Self.atOnce:
      guard let path = file.path else { break }
      // An overwritten object is still sent whole to who began to read it.
      return .file(
        HTTPFileRegion(path: path, offset: range.lowerBound, length: range.count, keeping: file)
      )
    default: break
    }
    if length <= Self.atOnce { return .bytes(try await bytes(on: disk)) }
    return .stream(stream(on: disk), length: length, replayable: true)
  }

  /// All bytes at once.
  func bytes(on disk: DiskThread?) async throws(S3Failure) -> [UInt8] {
    if let bytes = try read(mayWait: false) { return bytes }
    guard let disk else { throw .internalError("bytes are neither in memory nor on a disk") }
    return try await disk.run { () throws(S3Failure) in try read(mayWait: true) ?? [] }
  }

  /// All bytes, or `nil` where they are not at hand and `mayWait` is false.
  func read(mayWait: Bool) throws(S3Failure) -> [UInt8]? {
    if case .memory(let bytes)? = pieces.first, pieces.count == 1 { return bytes }
    var all: [UInt8] = []
    for piece in pieces {
      switch piece {
      case .memory(let bytes): all += bytes
      case .file(let file, let range):
        do throws(LogError) {
          var bytes: [UInt8] = []
          guard let count = try file.file.read(range, into: &bytes, mayWait: mayWait) else {
            return nil
          }
          guard count == range.count, bytes.count == count else {
            throw LogError(.damaged, file.name, detail: "it ends before byte \(range.upperBound)")
          }
          if pieces.count == 1 { return bytes }
          all += bytes
        } catch { throw .disk(error) }
      }
    }
    return all
  }

  private func stream(on disk: DiskThread?) -> HTTPByteStream {
    HTTPByteStream {
      var position = 0
      return {
        guard position < length else { return nil }
        let part = slice(position..<Swift.min(position + Self.chunk, length))
        position += part.length
        return try await part.bytes(on: disk)
      }
    }
  }
}
