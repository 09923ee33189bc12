import EventLog
public import FoundationEssentials

/// A record of a stream, as a test looks at it.
public struct StreamRecord: Sendable, Hashable {
  /// The shard it lies in: `shardId-000000000000`.
  public let shardID: String
  /// Its number, which is greater than that of every earlier record of the shard.
  public let sequenceNumber: String
  /// What its shard was chosen by.
  public let partitionKey: String
  /// What was put.
  public let data: [UInt8]
  /// When it came.
  public let arrival: Date

  /// The data as text.
  public var text: String { String(decoding: data, as: UTF8.self) }
}

/// A stream that was asked for is not there, or cannot be read.
public struct StreamAccessError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, in Kinesis's words.
  public let description: String
}

extension LocalCloud {
  /// The names of the streams that are there.
  public var streams: [String] { kinesis.storage.streams.map(\.name) }

  /// Every record that a stream keeps, shard by shard, each in order.
  public func records(inStream name: String) async throws(StreamAccessError) -> [StreamRecord] {
    do throws(KinesisFailure) { return try await kinesis.records(of: name) } catch {
      throw StreamAccessError(description: error.message ?? error.code)
    }
  }
}

extension KinesisService {
  fileprivate func records(of name: String) async throws(KinesisFailure) -> [StreamRecord] {
    guard let stream = storage.stream(name) else { throw .streamNotFound(name) }
    var found: [StreamRecord] = []
    let now = storage.now
    for shard in stream.description.shards(at: now) {
      var next = 0
      while true {
        let page = try await ShardPage.read(
          shard,
          of: stream,
          in: storage,
          from: next,
          upTo: .max,
          at: now
        )
        found += page.records.map { StreamRecord($0, in: shard) }
        guard page.next > next, !page.records.isEmpty || page.note != nil else { break }
        next = page.next
      }
    }
    return found
  }
}

extension StreamRecord {
  fileprivate init(_ record: StoredRecord, in shard: Shard) {
    shardID = "\(shard.id)"
    sequenceNumber =
      "\(shard.sequenceNumber(offset: record.offset, milliseconds: record.timestamp.milliseconds))"
    partitionKey = String(decoding: record.key ?? [], as: UTF8.self)
    data = Array(record.value ?? [])
    arrival = record.timestamp.date
  }
}
