/// What is in a segment, as it stands in the file beside it, so that a start need not read segments.
struct SegmentIndex: Equatable {
  private static let magic: UInt64 = 0x0a31_5844_494c_5050  // "PPLIDX1\n"

  let segment: UInt32
  /// The size of the segment that is described.
  var size: Int
  var runs: [PartitionID: SegmentRun]

  init(segment: UInt32, size: Int, runs: [PartitionID: SegmentRun] = [:]) {
    self.segment = segment
    self.size = size
    self.runs = runs
  }

  /// Takes in a frame; only records matter.
  mutating func add(_ header: FrameHeader, at position: Int) {
    guard header.kind == .records, header.recordCount > 0 else { return }
    if runs[header.partition] == nil {
      runs[header.partition] = SegmentRun(segment: segment, first: header, at: position)
    } else {
      runs[header.partition]?.extend(header, at: position)
    }
  }

  var bytes: [UInt8] {
    var body = ByteWriter()
    body.put(UInt64(segment))
    body.put(count: size)
    body.put(count: runs.count)
    for (partition, run) in runs {
      body.put(UInt64(partition.topic))
      body.put(UInt64(partition.partition))
      run.write(to: &body)
    }
    var writer = ByteWriter()
    writer.put(fixed: Self.magic)
    writer.put(fixed: FrameHeader.checksum(body.bytes[...]))
    return writer.bytes + body.bytes
  }

  /// Reads what was written, or finds that it was not.
  init?(_ bytes: [UInt8]) {
    var reader = ByteReader(bytes)
    guard let magic = try? reader.fixed(UInt64.self), magic == Self.magic,
      let checksum = try? reader.fixed(UInt32.self),
      checksum == FrameHeader.checksum(bytes[reader.position...]),
      let index = try? Self(&reader)
    else { return nil }
    self = index
  }

  private init(_ reader: inout ByteReader) throws(ByteReader.Malformed) {
    segment = UInt32(truncatingIfNeeded: try reader.number())
    size = try reader.count()
    runs = [:]
    for _ in 0..<(try reader.count()) {
      let topic = UInt32(truncatingIfNeeded: try reader.number())
      let partition = UInt32(truncatingIfNeeded: try reader.number())
      runs[PartitionID(topic: topic, partition: partition)] =
        try SegmentRun(&reader, segment: segment)
    }
  }
}

extension SegmentRun {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.put(count: offsets.lowerBound)
    writer.put(count: offsets.count)
    writer.put(count: bytes)
    writer.put(signed: newest)
    writer.put(count: entries.count)
    for entry in entries {
      writer.put(count: entry.offset - offsets.lowerBound)
      writer.put(count: entry.position)
      writer.put(signed: entry.newestBefore)
      writer.put(count: entry.bytesBefore)
    }
  }

  fileprivate init(_ reader: inout ByteReader, segment: UInt32) throws(ByteReader.Malformed) {
    let first = try reader.count()
    let offsets = first..<first + (try reader.count())
    let bytes = try reader.count()
    let newest = try reader.signed()
    var entries: [Entry] = []
    for _ in 0..<(try reader.count()) {
      entries.append(
        Entry(
          offset: first + (try reader.count()),
          position: try reader.count(),
          newestBefore: try reader.signed(),
          bytesBefore: try reader.count()
        )
      )
    }
    self.init(
      segment: segment,
      offsets: offsets,
      bytes: bytes,
      newest: newest,
      entries: entries
    )
  }
}
