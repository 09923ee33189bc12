extension LogEvent {
  /// The first byte of each kind of event; a number once used keeps its meaning.
  private enum Tag: UInt8 {
    case topic = 1
    case topicRemoved, nextTopicID, bounds, committed, groupRemoved, stored
  }

  func write(to writer: inout ByteWriter) {
    switch self {
    case .topic(let id, let name, let settings):
      writer.put(Tag.topic.rawValue)
      writer.put(UInt64(id))
      writer.put(name.description)
      Self.write(settings, to: &writer)
    case .topicRemoved(let id):
      writer.put(Tag.topicRemoved.rawValue)
      writer.put(UInt64(id))
    case .nextTopicID(let id):
      writer.put(Tag.nextTopicID.rawValue)
      writer.put(UInt64(id))
    case .bounds(let partition, let start, let end):
      writer.put(Tag.bounds.rawValue)
      writer.put(UInt64(partition.topic))
      writer.put(UInt64(partition.partition))
      writer.put(count: start)
      writer.put(count: end)
    case .committed(let group, let offsets):
      writer.put(Tag.committed.rawValue)
      writer.put(group)
      Self.write(offsets, to: &writer)
    case .groupRemoved(let group):
      writer.put(Tag.groupRemoved.rawValue)
      writer.put(group)
    case .stored(let append):
      writer.put(Tag.stored.rawValue)
      append.write(to: &writer)
    }
  }

  /// Reads events to the end of a payload.
  static func readAll(_ bytes: [UInt8], in range: Range<Int>) throws -> [LogEvent] {
    var reader = ByteReader(bytes, in: range)
    var events: [LogEvent] = []
    while !reader.isAtEnd { events.append(try LogEvent(&reader)) }
    return events
  }

  private init(_ reader: inout ByteReader) throws {
    switch Tag(rawValue: try reader.byte()) {
    case .topic:
      let id = try reader.topicID()
      self = .topic(
        id: id,
        name: try TopicName(stored: reader.text()),
        settings: try Self.settings(&reader)
      )
    case .topicRemoved: self = .topicRemoved(id: try reader.topicID())
    case .nextTopicID: self = .nextTopicID(try reader.topicID())
    case .bounds:
      let id = PartitionID(topic: try reader.topicID(), partition: try reader.topicID())
      let (start, end) = (try reader.count(), try reader.count())
      guard start <= end else { throw ByteReader.Malformed() }
      self = .bounds(id, start: start, end: end)
    case .committed:
      self = .committed(group: try reader.text(), offsets: try Self.offsets(&reader))
    case .groupRemoved: self = .groupRemoved(try reader.text())
    case .stored: self = .stored(try StoredAppend(&reader))
    case nil: throw ByteReader.Malformed()
    }
  }

  private static func write(_ settings: TopicSettings, to writer: inout ByteWriter) {
    writer.put(count: settings.partitions)
    writer.put(count: settings.configs.count)
    for (name, value) in settings.configs.sorted(by: { $0.key < $1.key }) {
      writer.put(name)
      writer.put(value)
    }
  }

  private static func settings(_ reader: inout ByteReader) throws -> TopicSettings {
    var settings = TopicSettings(partitions: try reader.count())
    guard TopicSettings.partitionCounts.contains(settings.partitions) else {
      throw ByteReader.Malformed()
    }
    for _ in 0..<(try reader.count()) { settings.configs[try reader.text()] = try reader.text() }
    return settings
  }

  private static func write(
    _ offsets: [TopicPartition: CommittedOffset],
    to writer: inout ByteWriter
  ) {
    writer.put(count: offsets.count)
    for (partition, committed) in offsets.sorted(by: { $0.key < $1.key }) {
      writer.put(partition.topic.description)
      writer.put(count: partition.partition)
      writer.put(count: committed.offset)
      writer.put(committed.metadata)
    }
  }

  private static func offsets(
    _ reader: inout ByteReader
  ) throws -> [TopicPartition: CommittedOffset] {
    var offsets: [TopicPartition: CommittedOffset] = [:]
    for _ in 0..<(try reader.count()) {
      let partition = TopicPartition(try TopicName(reader.text()), try reader.count())
      offsets[partition] = CommittedOffset(try reader.count(), metadata: try reader.text())
    }
    return offsets
  }
}

extension StoredAppend {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.put(key.text)
    writer.put(fixed: key.fingerprint)
    writer.put(UInt64(topic))
    writer.put(signed: time)
    writer.put(count: layout.partitions.count)
    for (partition, offset) in zip(layout.partitions, firstOffsets) {
      writer.put(count: partition)
      writer.put(count: offset)
    }
    writer.put(count: layout.turns.count)
    for turn in layout.turns {
      writer.put(count: turn.slot)
      writer.put(count: turn.count)
    }
  }

  fileprivate init(_ reader: inout ByteReader) throws {
    let text = try reader.text()
    key = IdempotencyKey(text: text, fingerprint: try reader.fixed(UInt32.self))
    topic = try reader.topicID()
    time = try reader.signed()
    guard (-1 << 60...1 << 60).contains(time) else { throw ByteReader.Malformed() }
    var partitions: [Int] = []
    firstOffsets = []
    for _ in 0..<(try reader.count()) {
      partitions.append(try reader.count())
      firstOffsets.append(try reader.count())
    }
    var turns: [AppendLayout.Turn] = []
    for _ in 0..<(try reader.count()) {
      turns.append(.init(slot: try reader.count(), count: try reader.count()))
      guard turns[turns.count - 1].slot < partitions.count,
        turns[turns.count - 1].count <= UInt32.max
      else { throw ByteReader.Malformed() }
    }
    layout = AppendLayout(partitions: partitions, turns: turns)
  }
}

extension ByteReader {
  fileprivate mutating func topicID() throws(Malformed) -> UInt32 {
    guard let id = UInt32(exactly: try number()) else { throw Malformed() }
    return id
  }
}
