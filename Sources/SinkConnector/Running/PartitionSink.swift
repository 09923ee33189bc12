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
    /// What must be kept before the objects are stored, where the clock had a part in them.
    var plan = ReplayPlan()
  }

  private let settings: SinkSettings
  private let partition: TopicPartition
  private let line: RecordLine
  private let path: RecordPath
  private var files: OpenFiles
  private(set) var next: Int
  /// What the clock said of the records since the last commit, and of some to come after a crash.
  private var plan: ReplayPlan
  /// Where a run before closed objects, as far as this one has not come there.
  private var closingsAhead: [Int]

  init(
    _ settings: SinkSettings,
    _ partition: TopicPartition,
    startingAt offset: Int,
    plan: ReplayPlan = ReplayPlan()
  ) {
    self.settings = settings
    self.partition = partition
    next = offset
    self.plan = plan
    closingsAhead = plan.closings
    line = RecordLine(format: settings.format)
    path = RecordPath(
      partitioner: settings.partitioner,
      delimiter: settings.naming.directoryDelimiter
    )
    files = OpenFiles(settings.rotation)
  }

  /// The first offset that is in no object yet.
  var resumeAt: Int { files.firstOffset ?? next }

  /// Takes records and gives back the objects they complete.
  mutating func append(_ records: [StoredRecord], now: Int) -> Outcome {
    var outcome = Outcome(resumeAt: next)
    taking: for record in records {
      closeAsPlanned(before: record.offset, &outcome)
      next = record.offset + 1
      let now = taken(at: record.offset, now)
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
        guard settings.isFatal(error) else { continue }
        // What came before is stored; the task fails with this one at the head.
        next = record.offset
        break taking
      }
    }
    closeAsPlanned(before: next, &outcome)
    outcome.resumeAt = resumeAt
    return concluded(outcome)
  }

  /// Completes what is open, because the clock says so.
  mutating func closeAll() -> Outcome {
    var outcome = Outcome(resumeAt: next)
    outcome.objects = files.closeAll().map(object)
    if !outcome.objects.isEmpty { plan.close(before: next) }
    return concluded(outcome)
  }

  /// Closes what a run before has closed there.
  private mutating func closeAsPlanned(before offset: Int, _ outcome: inout Outcome) {
    guard let first = closingsAhead.first, first <= offset else { return }
    closingsAhead.removeAll { $0 <= offset }
    outcome.objects += files.closeAll().map(object)
  }

  /// The moment a record counts as taken: that of a run before, where there was one.
  private mutating func taken(at offset: Int, _ now: Int) -> Int {
    guard settings.partitioner.isWallclock else { return now }
    let moment = plan.now(at: offset) ?? now
    plan.take(upTo: offset + 1, at: moment) { a, b in
      a == b || settings.rotation.interval == nil && path.isSamePlace(a, b)
    }
    return moment
  }

  /// Hands the plan over with the objects it is of, and forgets what needs it no more.
  private mutating func concluded(_ outcome: Outcome) -> Outcome {
    var outcome = outcome
    outcome.plan = plan
    plan.forget(before: outcome.resumeAt)
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
