import EventLog

/// The objects a walk lends next; those that lie near one another in a file come of one read.
struct ReadAhead: Sendable {
  /// As many objects, or about as many bytes, as are looked at together.
  private static let room = (objects: 256, bytes: 1 << 20)
  /// What lies between two objects and costs less to read than another call.
  private static let gap = 1024
  /// A larger piece of a file is read by itself, in chunks of this length.
  private static let chunk = 1 << 18

  /// Bytes of a file that were read at once.
  private struct Extent: Sendable {
    let file: StoredFile
    var range: Range<Int>
    /// Whether the bytes are in the buffer of the same place.
    var isThere = false
  }

  private struct Item: Sendable {
    let key: String
    let blob: Blob
    /// The extent its bytes are in.
    var extent: Int?
  }

  private var items: [Item] = []
  private var next = 0
  private var bytes = 0
  private var extents: [Extent] = []
  private var buffers: [[UInt8]] = []

  /// Whether everything has been lent.
  var isEmpty: Bool { next == items.count }

  var isFull: Bool { items.count >= Self.room.objects || bytes >= Self.room.bytes }

  mutating func restart() {
    items.removeAll(keepingCapacity: true)
    extents.removeAll(keepingCapacity: true)
    (next, bytes) = (0, 0)
  }

  mutating func add(_ key: String, _ blob: Blob) {
    items.append(Item(key: key, blob: blob))
    bytes += min(blob.length, Self.chunk)
  }

  /// Reads what lies near one another; what cannot be read is left, to be told of when it is due.
  mutating func readTogether() {
    var places: [(item: Int, file: StoredFile, range: Range<Int>)] = []
    for (index, item) in items.enumerated() {
      guard item.blob.pieces.count == 1, case .file(let file, let range)? = item.blob.pieces.first,
        range.count < Self.chunk
      else { continue }
      places.append((index, file, range))
    }
    places.sort { one, other in
      let files = (ObjectIdentifier(one.file), ObjectIdentifier(other.file))
      return files.0 == files.1 ? one.range.lowerBound < other.range.lowerBound : files.0 < files.1
    }
    for place in places {
      if let last = extents.last, last.file === place.file,
        place.range.lowerBound <= last.range.upperBound + Self.gap
      {
        let end = max(last.range.upperBound, place.range.upperBound)
        extents[extents.count - 1].range = last.range.lowerBound..<end
      } else {
        extents.append(Extent(file: place.file, range: place.range))
      }
      items[place.item].extent = extents.count - 1
    }
    while buffers.count < extents.count { buffers.append([]) }
    for index in extents.indices {
      let (file, range) = (extents[index].file.file, extents[index].range)
      let count = try? file.read(range, into: &buffers[index], mayWait: true)
      extents[index].isThere = count == range.count
    }
  }

  /// Lends the next object and gives what `visit` says to its last piece.
  mutating func lendNext(
    to visit: (_ key: String, _ piece: Span<UInt8>, _ isLast: Bool) -> Bool
  ) throws(ObjectUnreadable) -> Bool {
    let item = items[next]
    next += 1
    if let place = item.extent, extents[place].isThere,
      case .file(_, let range)? = item.blob.pieces.first
    {
      let start = range.lowerBound - extents[place].range.lowerBound
      let buffer = buffers[place]
      return visit(item.key, buffer.span.extracting(start..<start + range.count), true)
    }
    if case .memory(let bytes)? = item.blob.pieces.first, item.blob.pieces.count == 1 {
      return visit(item.key, bytes.span, true)
    }
    return try lend(item, to: visit)
  }

  /// Lends an object chunk by chunk.
  private func lend(
    _ item: Item,
    to visit: (_ key: String, _ piece: Span<UInt8>, _ isLast: Bool) -> Bool
  ) throws(ObjectUnreadable) -> Bool {
    var position = 0
    repeat {
      let end = min(position + Self.chunk, item.blob.length)
      let bytes: [UInt8]
      do throws(S3Failure) {
        bytes = try item.blob.slice(position..<end).read(mayWait: true) ?? []
      } catch { throw ObjectUnreadable(key: item.key, reason: "\(error)") }
      position = end
      guard position < item.blob.length else { return visit(item.key, bytes.span, true) }
      guard visit(item.key, bytes.span, false) else { return false }
    } while true
  }
}
