import Compression
import EventLog

/// Turns the records of one partition into objects, in order and without a clock of its own.
struct PartitionSink {
  /// What a portion of records led to.
  struct Outcome {
    var objects: [SinkObject] = []
    /// Records that could not be written, and why.
    var refused: [(record: StoredRecord, reason: RecordLine.Refusal)] = []
    /// The first offset that is in no object yet: what may be committed once the objects are stored.
    var resumeAt: Int
  }

  private let settings: SinkSettings
  private let partition: TopicPartition
  private let line: RecordLine
  private let path: RecordPath
  private var files: OpenFiles
  private(set) var next: Int

  init(_ settings: SinkSettings, _ partition: TopicPartition, startingAt offset: Int) {
    self.settings = settings
    self.partition = partition
    next = offset
    line = RecordLine(format: settings.format)
    path = RecordPath(
      partitioner: settings.partitioner,
      delimiter: settings.naming.directoryDelimiter
    )
    files = OpenFiles(settings.rotation)
  }

  /// Takes records and gives back the objects they complete.
  mutating func append(_ records: [StoredRecord], now: Int) -> Outcome {
    var outcome = Outcome(resumeAt: next)
    for record in records {
      next = record.offset + 1
      do throws(RecordLine.Refusal) {
        let bytes = try line.bytes(of: record)
        let place = try path.find(for: record, partition: partition.partition, now: now)
        let entry = OpenFiles.Entry(
          offset: record.offset,
          path: place.path,
          time: place.time,
          line: bytes
        )
        outcome.objects += files.append(entry).map(object)
      } catch {
        outcome.refused.append((record, error))
      }
    }
    outcome.resumeAt = files.firstOffset ?? next
    return outcome
  }

  /// Completes what is open.
  mutating func closeAll() -> Outcome {
    var outcome = Outcome(resumeAt: next)
    outcome.objects = files.closeAll().map(object)
    return outcome
  }

  private func object(_ complete: OpenFiles.Complete) -> SinkObject {
    let key = settings.naming.key(
      topic: partition.topic.description,
      path: complete.path,
      partition: partition.partition,
      firstOffset: complete.firstOffset
    )
    let content = settings.gzipLevel.map { Gzip.compress(complete.content, level: $0) }
    let tags = [
      "startOffset": "\(complete.firstOffset)", "endOffset": "\(complete.lastOffset)",
      "recordCount": "\(complete.count)",
    ]
    return SinkObject(
      bucket: settings.bucket,
      key: key,
      content: content ?? complete.content,
      contentType: settings.format == .bytes ? "application/octet-stream" : "application/json",
      tags: settings.isTagged ? tags : [:]
    )
  }
}
