/// A body in either direction: nothing, bytes at hand, a region of a file, or a stream.
public enum HTTPBody: Sendable {
  /// No body at all.
  case empty
  /// Bytes at hand.
  case bytes([UInt8])
  /// A region of a file, read while it is sent.
  case file(HTTPFileRegion)
  /// Chunks that are made while they are read.
  ///
  /// Without a length they travel chunked. Only a replayable stream gives the same bytes to every
  /// iterator; others are read once.
  case stream(HTTPByteStream, length: Int? = nil, replayable: Bool = false)

  /// The number of bytes, where it is known before the last one.
  public var length: Int? {
    switch self {
    case .empty: 0
    case .bytes(let bytes): bytes.count
    case .file(let region): region.length
    case .stream(_, let length, _): length
    }
  }

  /// Whether the body can be sent a second time with the same bytes.
  public var isReplayable: Bool {
    if case .stream(_, _, let replayable) = self { replayable } else { true }
  }

  /// Reads everything into memory and refuses to hold more than `limit` bytes.
  public func collect(upTo limit: Int) async throws -> [UInt8] {
    switch self {
    case .empty: return []
    case .bytes(let bytes):
      guard bytes.count <= limit else { throw HTTPBodyTooLarge(limit: limit) }
      return bytes
    case .file, .stream:
      if let length, length > limit { throw HTTPBodyTooLarge(limit: limit) }
      var collected: [UInt8] = []
      collected.reserveCapacity(length ?? 0)
      for try await chunk in chunks {
        guard collected.count + chunk.count <= limit else { throw HTTPBodyTooLarge(limit: limit) }
        collected.append(contentsOf: chunk)
      }
      return collected
    }
  }

  /// The body as a stream, whatever it is made of.
  public var chunks: HTTPByteStream {
    switch self {
    case .empty: HTTPByteStream { { nil } }
    case .bytes(let bytes):
      HTTPByteStream {
        var rest: [UInt8]? = bytes
        return {
          defer { rest = nil }
          return rest
        }
      }
    case .file(let region): region.chunks()
    case .stream(let stream, _, _): stream
    }
  }
}

/// A body was longer than the reader was willing to hold.
public struct HTTPBodyTooLarge: Error, Hashable, Sendable, CustomStringConvertible {
  /// The number of bytes the reader would have held.
  public let limit: Int

  /// Names the bound that was passed.
  public init(limit: Int) { self.limit = limit }

  /// Says which bound was passed.
  public var description: String { "the body is longer than the \(limit) bytes allowed for it" }
}
