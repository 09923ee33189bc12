import HTTPWire

/// Where libcurl's questions for the next bytes of a request body are answered from.
enum UploadSource {
  case nothing
  case bytes([UInt8], sent: Int)
  case file(RequestFile)
  case feed(UploadFeed)

  init(_ transfer: Transfer, _ kind: UploadKind) throws(HTTPTransportError) {
    switch transfer.request.body {
    case .empty: self = .nothing
    case .bytes(let bytes): self = kind == .afterHeader ? .bytes(bytes, sent: 0) : .nothing
    case .file(let region):
      do throws(HTTPFileError) {
        self = .file(try RequestFile(region))
      } catch {
        throw transfer.bodyError(error)
      }
    case .stream: self = transfer.feed.map { .feed($0) } ?? .nothing
    }
  }

  /// Copies the next bytes and says how many: 0 at the end, `nil` if there are none yet.
  mutating func fill(_ room: UnsafeMutableRawBufferPointer) throws -> Int? {
    switch self {
    case .nothing: return 0
    case .file(let file): return unsafe try file.fill(room)
    case .feed(let feed): return unsafe try feed.fill(room)
    case .bytes(let bytes, let sent):
      let count = min(room.count, bytes.count - sent)
      unsafe bytes.withUnsafeBytes {
        unsafe room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[sent..<sent + count]))
      }
      self = .bytes(bytes, sent: sent + count)
      return count
    }
  }
}
