import HTTPWire

/// Cuts a body into parts, one after another.
///
/// Only a stream is read here, into memory that is used again for a later part; a file is measured
/// out, and read when it is sent.
struct PartSource {
  /// One part, ready to be sent as often as it takes.
  enum Part: Sendable {
    case body(HTTPBody)
    /// Memory to give back when the part has arrived.
    case buffer(PartBuffer)

    /// The bytes; keep them no longer than needed, since what is shared cannot be used again.
    var body: HTTPBody {
      switch self {
      case .body(let body): body
      case .buffer(let buffer): .bytes(buffer.bytes)
      }
    }
  }

  private enum Origin {
    case bytes([UInt8])
    case file(HTTPFileRegion)
    case stream(HTTPByteStream.Iterator)
  }

  private let origin: Origin
  private var position = 0
  /// What a stream gave beyond the part before.
  private var pending: ArraySlice<UInt8> = []
  private var idle: [PartBuffer] = []

  init(_ body: HTTPBody) {
    origin =
      switch body {
      case .empty: .bytes([])
      case .bytes(let bytes): .bytes(bytes)
      case .file(let region): .file(region)
      case .stream(let stream, _, _): .stream(stream.makeAsyncIterator())
      }
  }

  /// Cuts off the next part, of at most `size` bytes; `nil` where nothing is left.
  mutating func next(upTo size: Int) async throws(S3Error) -> Part? {
    switch origin {
    case .bytes(let bytes):
      let part = bytes.dropFirst(position).prefix(size)
      position += part.count
      return part.isEmpty ? nil : .body(.bytes(Array(part)))
    case .file(let region):
      let count = min(size, region.length - position)
      guard count > 0 else { return nil }
      defer { position += count }
      let part = HTTPFileRegion(path: region.path, offset: region.offset + position, length: count)
      return .body(.file(part))
    case .stream: return try await read(upTo: size)
    }
  }

  private mutating func read(upTo size: Int) async throws(S3Error) -> Part? {
    guard try await hasMore() else { return nil }
    let buffer = idle.popLast() ?? PartBuffer()
    buffer.clear(capacity: size)
    while buffer.count < size, try await hasMore() {
      let taken = pending.prefix(size - buffer.count)
      buffer.append(taken)
      pending = pending.dropFirst(taken.count)
    }
    return .buffer(buffer)
  }

  /// Takes back the memory of a part that has arrived.
  mutating func reclaim(_ part: Part) {
    if case .buffer(let buffer) = part { idle.append(buffer) }
  }

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
