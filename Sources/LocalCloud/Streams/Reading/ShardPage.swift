import Digests
import EventLog
import JSONBytes

/// Some records of one shard, and how far its reader is behind.
struct ShardPage: Sendable {
  /// The most bytes a page brings, unless its first record has more.
  static let mostBytes = 10 << 20

  let shard: Shard
  let records: [StoredRecord]
  /// Where reading goes on.
  let next: Int
  /// Whether there is nothing more, now or ever.
  let isAtClosedEnd: Bool
  /// The shards that were made of this one.
  let children: [Shard]
  let millisBehindLatest: Int
  /// What a person should know about this page.
  var note: String?

  /// Reads from an offset on, or from the first record that is still kept where that is later.
  static func read(
    _ shard: Shard,
    of stream: Stream,
    in storage: StreamStorage,
    from offset: Int,
    upTo limit: Int,
    bytes: Int = mostBytes,
    at now: Int
  ) async throws(KinesisFailure) -> ShardPage {
    // Whether it is closed was looked up before the records: a closed shard gets no more.
    let partition = stream.partition(shard.id)
    do throws(LogError) {
      let start = max(offset, try await firstKept(in: shard, of: stream, storage, at: now))
      let available = try await storage.log.offsets(of: partition)
      let from = min(max(start, available.lowerBound), available.upperBound)
      let result = try await storage.log.read(
        partition,
        from: from,
        upTo: ReadLimit(records: limit, bytes: bytes)
      )
      return ShardPage(shard, of: stream, result, at: now)
    } catch {
      guard error.code == .damaged, let range = error.range else {
        throw error.code == .unknownTopic ? .streamNotFound(stream.name) : KinesisFailure(error)
      }
      return ShardPage(shard, behind: range, "\(error)")
    }
  }

  private init(_ shard: Shard, of stream: Stream, _ result: ReadResult, at now: Int) {
    self.shard = shard
    records = result.records
    next = result.nextOffset
    let hasMore = result.nextOffset < result.available.upperBound
    isAtClosedEnd = !shard.isOpen && !hasMore
    children = isAtClosedEnd ? stream.description.shards.filter { $0.isChild(of: shard.id) } : []
    let last = result.records.last.map { Int($0.timestamp.milliseconds) }
    millisBehindLatest = hasMore ? max(0, now - (last ?? now)) : 0
  }

  /// Nothing: what lies here cannot be read any more.
  private init(_ shard: Shard, behind range: Range<Int>, _ note: String? = nil) {
    self.shard = shard
    records = []
    next = range.upperBound
    isAtClosedEnd = false
    children = []
    millisBehindLatest = 0
    self.note = note
  }

  /// The first offset whose record is not older than the stream keeps records.
  ///
  /// The log forgets them only now and then; readers must not see them any more.
  private static func firstKept(
    in shard: Shard,
    of stream: Stream,
    _ storage: StreamStorage,
    at now: Int
  ) async throws(LogError) -> Int {
    let horizon = stream.description.horizon(at: now)
    guard shard.opened < horizon else { return 0 }
    let partition = stream.partition(shard.id)
    let found = try await storage.log.offset(
      in: partition,
      at: LogTimestamp(milliseconds: Int64(horizon))
    )
    if let found { return found }
    return try await storage.log.offsets(of: partition).upperBound
  }

  /// What reading goes on behind, in the form of a record's number.
  func continuation(at now: Int) -> SequenceNumber {
    guard let last = records.last else {
      return SequenceNumber(
        shardCreated: shard.created,
        shard: shard.id.number,
        index: next,
        time: now / 1000
      )
    }
    return shard.sequenceNumber(offset: last.offset, milliseconds: last.timestamp.milliseconds)
  }

  /// Nothing, although there may be more: what Kinesis answers now and then.
  static func empty(_ shard: Shard, at offset: Int) -> ShardPage {
    ShardPage(shard, behind: offset..<offset)
  }

  /// The answer to `GetRecords`.
  func answer(next iterator: String?, at now: Int) -> [UInt8] {
    let size = records.reduce(0) { $0 + ($1.value?.count ?? 0) * 4 / 3 + ($1.key?.count ?? 0) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size + 220 * records.count + 512)
    var json = JSONWriter(appendingTo: bytes)
    json.object { json in
      writeRecords(to: &json)
      if let iterator { json.member("NextShardIterator", iterator) }
      json.member("MillisBehindLatest", millisBehindLatest)
      writeChildren(to: &json)
    }
    return json.bytes
  }

  func writeRecords(to json: inout JSONWriter) {
    json.array("Records") { json in
      for record in records {
        json.object { json in
          let milliseconds = record.timestamp.milliseconds
          let number = shard.sequenceNumber(offset: record.offset, milliseconds: milliseconds)
          json.member("SequenceNumber", number.description)
          json.member(
            "ApproximateArrivalTimestamp",
            raw: KinesisAnswer.timestamp(Int(milliseconds))
          )
          json.member("Data", Base64.encode(Array(record.value ?? [])))
          json.member("PartitionKey", String(decoding: record.key ?? [], as: UTF8.self))
        }
      }
    }
  }

  func writeChildren(to json: inout JSONWriter) {
    guard isAtClosedEnd else { return }
    json.array("ChildShards") { json in
      for child in children {
        json.object { json in
          json.member("ShardId", "\(child.id)")
          json.array("ParentShards") { json in
            for parent in [child.parent, child.adjacentParent] {
              if let parent { json.write("\(parent)") }
            }
          }
          KinesisService.write(child.range, to: &json)
        }
      }
    }
  }
}
