import EventLog

/// Reads the topic in which the descriptions of streams stand.
struct LedgerReading {
  /// The key of the record that holds what iterators are authenticated with; no stream is named so.
  static let keyName = Array("~iterator-key".utf8)

  private(set) var streams: [String: StreamDescription] = [:]
  private(set) var key: IteratorKey?
  private(set) var records = 0

  static func run(_ log: EmbeddedLog, _ ledger: TopicName) async throws(LogError) -> LedgerReading {
    var reading = LedgerReading()
    let partition = TopicPartition(ledger, 0)
    var next = try await log.offsets(of: partition).lowerBound
    while true {
      let page = try await log.read(partition, from: next, upTo: ReadLimit(bytes: 8 << 20))
      guard !page.records.isEmpty else { return reading }
      for record in page.records { reading.take(record) }
      next = page.nextOffset
    }
  }

  private mutating func take(_ record: StoredRecord) {
    records += 1
    guard let key = record.key else { return }
    if key.elementsEqual(Self.keyName) {
      self.key = record.value.flatMap { IteratorKey(secret: Array($0)) }
      return
    }
    let name = String(decoding: key, as: UTF8.self)
    streams[name] = record.value.flatMap { StreamDescription($0) }
  }
}
