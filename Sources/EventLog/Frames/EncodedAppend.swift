/// The frames of one append, ready but for what only the writer knows: offsets and places.
struct EncodedAppend: Sendable {
  /// One frame and where its header belongs in `bytes`.
  struct Frame: Sendable {
    var header: FrameHeader
    var start: Int
  }

  /// A frame is closed when its payload reaches this, so that a read need not load much more than
  /// it wants.
  static let fullPayload = 32 << 10

  private(set) var bytes: [UInt8] = []
  var frames: [Frame] = []

  /// Encodes records, partition by partition, with the timestamps they shall carry.
  init(_ records: [Record], timestamps: [Int64], topic: UInt32, layout: AppendLayout) {
    var writer = ByteWriter()
    writer.bytes.reserveCapacity(records.reduce(64) { $0 + $1.encodedBound })
    let newest = timestamps.max() ?? .min
    for (slot, partition) in layout.partitions.enumerated() {
      let id = PartitionID(topic: topic, partition: UInt32(partition))
      var count = 0
      var start = Self.begin(&writer)
      for index in layout.ranges(of: slot).joined() {
        if writer.bytes.count - start >= FrameHeader.byteCount + Self.fullPayload {
          end(&writer, start, .records, id, count, newest)
          (count, start) = (0, Self.begin(&writer))
        }
        RecordCoding.write(records[index], at: timestamps[index], newest: newest, to: &writer)
        count += 1
      }
      end(&writer, start, .records, id, count, newest)
    }
    bytes = writer.bytes
  }

  /// Encodes events to one frame.
  init(_ events: [LogEvent], kind: FrameHeader.Kind = .events) {
    append(events, kind: kind)
  }

  /// Puts a frame of events behind what is there.
  mutating func append(_ events: [LogEvent], kind: FrameHeader.Kind = .events) {
    var writer = ByteWriter(bytes: bytes)
    bytes = []
    let start = Self.begin(&writer)
    for event in events { event.write(to: &writer) }
    end(&writer, start, kind, PartitionID(topic: 0, partition: 0), 0, .min)
    bytes = writer.bytes
  }

  private static func begin(_ writer: inout ByteWriter) -> Int {
    defer {
      writer.bytes.append(contentsOf: repeatElement(0, count: FrameHeader.byteCount))
    }
    return writer.bytes.count
  }

  private mutating func end(
    _ writer: inout ByteWriter,
    _ start: Int,
    _ kind: FrameHeader.Kind,
    _ partition: PartitionID,
    _ count: Int,
    _ newest: Int64
  ) {
    var header = FrameHeader(kind, payload: writer.bytes[(start + FrameHeader.byteCount)...])
    header.partition = partition
    header.recordCount = UInt32(count)
    header.newest = newest
    frames.append(Frame(header: header, start: start))
    let padding = start + header.frameLength - writer.bytes.count
    writer.bytes.append(contentsOf: repeatElement(0, count: padding))
  }
}

extension Record {
  /// No fewer bytes than its encoding takes.
  fileprivate var encodedBound: Int {
    32 + size + headersSize + 20 * headers.count
  }
}
