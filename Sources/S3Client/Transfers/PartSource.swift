import HTTPWire

/// Cuts a body into parts, one after another.
///
/// A stream is read here; a file is only measured out, so that its parts can be read side by side.
struct PartSource {
  /// Where the bytes of a part are.
  enum Part: Sendable {
    /// In the buffer already.
    case loaded
    /// In memory, as a piece of something larger.
    case slice([UInt8], Range<Int>)
    /// In a file.
    case region(LocalFile, FileThread, offset: Int, count: Int)

    /// Brings the bytes into the buffer.
    func load(into buffer: PartBuffer) async throws(S3Error) {
      switch self {
      case .loaded: break
      case .slice(let bytes, let range):
        buffer.clear(capacity: range.count)
        buffer.append(bytes[range])
      case .region(let file, let files, let offset, let count):
        try await files.read(file, from: offset, count: count, into: buffer)
      }
    }
  }

  private enum Origin {
    case bytes([UInt8])
    case file(HTTPFileRegion, FileThread)
    case stream(HTTPByteStream.Iterator)
  }

  private var origin: Origin
  private var file: LocalFile?
  private var position = 0
  /// What a stream gave beyond the part before.
  private var pending: ArraySlice<UInt8> = []
  /// What was read and given back.
  private var returned: PartBuffer?

  init(_ body: HTTPBody) {
    origin =
      switch body {
      case .empty: .bytes([])
      case .bytes(let bytes): .bytes(bytes)
      case .file(let region): .file(region, FileThread())
      case .stream(let stream, _, _): .stream(stream.makeAsyncIterator())
      }
  }

  /// Cuts off the next part, of at most `size` bytes; `nil` where nothing is left.
  mutating func next(upTo size: Int, into buffer: PartBuffer) async throws(S3Error) -> Part? {
    switch origin {
    case .bytes(let bytes):
      let range = position..<min(position + size, bytes.count)
      position = range.upperBound
      return range.isEmpty ? nil : .slice(bytes, range)
    case .file(let region, let files):
      let count = min(size, region.length - position)
      guard count > 0 else { return nil }
      if file == nil { file = try await files.open(reading: region.path) }
      guard let file else { return nil }
      defer { position += count }
      return .region(file, files, offset: region.offset + position, count: count)
    case .stream:
      if let bytes = returned?.bytes {
        returned = nil
        return .slice(bytes, bytes.indices)
      }
      buffer.clear(capacity: size)
      while buffer.count < size, try await hasMore() {
        let taken = pending.prefix(size - buffer.count)
        buffer.append(taken)
        pending = pending.dropFirst(taken.count)
      }
      return buffer.count == 0 ? nil : .loaded
    }
  }

  /// Gives bytes back that were read to see how long a stream is.
  mutating func unread(_ buffer: PartBuffer) { returned = buffer }

  /// Whether a stream has bytes left; where that is not known yet, waits for them.
  mutating func hasMore() async throws(S3Error) -> Bool {
    guard case .stream(let iterator) = origin else { return false }
    while pending.isEmpty {
      do {
        guard let chunk = try await iterator.next(isolation: #isolation) else { return false }
        pending = chunk[...]
      } catch let error as S3Error {
        throw error
      } catch is CancellationError {
        throw S3Error(.cancelled, "while the body was read")
      } catch {
        throw S3Error(.bodyFailed, String(describing: error), underlying: error)
      }
    }
    return true
  }
}
