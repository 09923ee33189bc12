import FoundationEssentials

/// Everything a log knows, guarded by its owner.
struct LogState {
  private(set) var topics: [UInt32: Topic] = [:]
  private var ids: [TopicName: UInt32] = [:]
  /// The number the next topic gets; none is used twice.
  private(set) var nextTopicID: UInt32 = 1
  var groups: [String: ConsumerGroup] = [:]
  /// When silent members were last looked for.
  var lastExpiry = Date.distantPast
  private(set) var stored: StoredAppends
  var waiters = Waiters()
  /// By number; the last is the one that grows.
  var segments: [Segment] = []
  var isClosed = false
  var statistics = LogStatistics()

  init(stored: StoredAppends) { self.stored = stored }

  var partitionCounts: [TopicName: Int] {
    Dictionary(uniqueKeysWithValues: topics.values.map { ($0.name, $0.partitions.count) })
  }

  /// Every topic, by name.
  var sortedTopics: [Topic] { topics.values.sorted { $0.name < $1.name } }

  func topic(_ name: TopicName) throws(LogError) -> Topic {
    guard !isClosed else { throw LogError(.closed, "log") }
    guard let id = ids[name], let topic = topics[id] else {
      throw LogError(.unknownTopic, "topic \(name)")
    }
    return topic
  }

  func id(of name: TopicPartition) throws(LogError) -> PartitionID {
    let topic = try topic(name.topic)
    try topic.check(name.partition)
    return PartitionID(topic: topic.id, partition: UInt32(name.partition))
  }

  func partition(_ name: TopicPartition) throws(LogError) -> PartitionState {
    let topic = try topic(name.topic)
    try topic.check(name.partition)
    return topic.partitions[name.partition]
  }

  /// The offset the next record of a partition gets.
  func end(of id: PartitionID) -> Int {
    self[id]?.end ?? 0
  }

  subscript(id: PartitionID) -> PartitionState? {
    guard let topic = topics[id.topic], id.partition < topic.partitions.count else { return nil }
    return topic.partitions[Int(id.partition)]
  }

  func name(of id: PartitionID) -> TopicPartition? {
    topics[id.topic].map { TopicPartition($0.name, Int(id.partition)) }
  }

  /// Changes a partition in place, if it is there.
  mutating func update(_ id: PartitionID, _ change: (inout PartitionState) -> Void) {
    topics[id.topic]?.update(Int(id.partition), change)
  }

  mutating func forEachPartition(_ change: (inout PartitionState) -> Void) {
    for id in Array(topics.keys) { topics[id]?.forEachPartition(change) }
  }

  /// Takes in a frame of records.
  mutating func extend(_ header: FrameHeader, at position: Int, segment: UInt32) {
    guard header.kind == .records else { return }
    update(header.partition) { $0.extend(header, at: position, segment: segment) }
  }

  /// Lets readers see a segment up to a size.
  mutating func grow(_ segment: UInt32, to size: Int) {
    guard segments.last?.number == segment else { return }
    segments[segments.count - 1].size = size
  }

  func segment(_ number: UInt32) -> Segment? {
    segments.place(of: number).map { segments[$0] }
  }

  /// Keeps a file that was just opened and gives back the one to use; `nil` where the segment is
  /// not any more what it was when somebody decided to open it.
  mutating func keepOpen(_ file: any LogFile, as segment: Segment) -> (any LogFile)? {
    guard let place = segments.place(of: segment.number),
      segments[place].revision == segment.revision
    else { return nil }
    if let present = segments[place].file { return present }
    segments.keepOpen(file, at: place)
    return file
  }

  /// Takes in a change, be it new or read from a file.
  mutating func apply(_ event: LogEvent) {
    switch event {
    case .topic(let id, let name, let settings): setTopic(id, name, settings)
    case .topicRemoved(let id): removeTopic(id)
    case .nextTopicID(let id): nextTopicID = max(nextTopicID, id)
    case .bounds(let id, let start, let end): update(id) { $0.move(start: start, end: end) }
    case .committed(let name, let offsets):
      groups[name, default: ConsumerGroup(name: name)].committed.merge(offsets) { $1 }
    case .groupRemoved(let name): groups[name] = nil
    case .stored(let append): stored.insert(append)
    }
  }

  /// The events that tell all that is known beside records.
  func snapshot() -> [LogEvent] {
    var events: [LogEvent] = [.nextTopicID(nextTopicID)]
    for topic in sortedTopics {
      events.append(.topic(id: topic.id, name: topic.name, settings: topic.settings))
      for (index, partition) in topic.partitions.enumerated() where partition.end > 0 {
        let id = PartitionID(topic: topic.id, partition: UInt32(index))
        events.append(.bounds(id, start: partition.start, end: partition.end))
      }
    }
    for group in groups.values where !group.committed.isEmpty {
      events.append(.committed(group: group.name, offsets: group.committed))
    }
    return events + stored.all.map(LogEvent.stored)
  }

  /// What is in the last segment.
  func lastIndex() -> SegmentIndex? {
    guard let last = segments.last else { return nil }
    var index = SegmentIndex(segment: last.number, size: last.size)
    for topic in topics.values {
      for (number, partition) in topic.partitions.enumerated() {
        guard let run = partition.runs.last, run.segment == last.number else { continue }
        index.runs[PartitionID(topic: topic.id, partition: UInt32(number))] = run
      }
    }
    return index
  }

  /// Lets groups share out their partitions anew.
  mutating func shareOutPartitions() {
    guard groups.values.contains(where: \.hasMembers) else { return }
    let counts = partitionCounts
    for group in Array(groups.keys) { groups[group]?.topicsChanged(counts) }
  }

  private mutating func setTopic(_ id: UInt32, _ name: TopicName, _ settings: TopicSettings) {
    if let other = ids[name], other != id { removeTopic(other) }
    nextTopicID = max(nextTopicID, id &+ 1)
    ids[name] = id
    topics[id, default: Topic(id: id, name: name)].settings = settings
    shareOutPartitions()
  }

  private mutating func removeTopic(_ id: UInt32) {
    guard let topic = topics.removeValue(forKey: id) else { return }
    ids[topic.name] = nil
    stored.forget(topic: id)
    for name in Array(groups.keys) { groups[name]?.forget(topic.name) }
    for partition in topic.partitions.indices {
      waiters.wake(PartitionID(topic: id, partition: UInt32(partition)))
    }
    shareOutPartitions()
  }
}
