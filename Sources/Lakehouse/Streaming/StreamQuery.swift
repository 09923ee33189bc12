import FoundationEssentials
public import TableFormats

/// Moves one stream into one Delta table, batch by batch, each of them once.
///
/// A batch is written down before it is carried out, with the places where it begins and ends. After a
/// crash the last one is read again from the source and added under the same number; the table's log
/// says whether it has it already. So a restart at any moment neither loses a row nor repeats one.
public struct StreamQuery: Sendable {
  /// What a batch of records is as rows.
  public struct Decoded: Sendable {
    /// The rows, cleaned.
    public var rows: ColumnBatch
    /// What was no row.
    public var rejected: [RejectedRecord]

    /// Puts both together.
    public init(rows: ColumnBatch, rejected: [RejectedRecord]) {
      self.rows = rows
      self.rejected = rejected
    }
  }

  /// The table it fills.
  public let name: String
  private let source: any StreamSource
  private let schema: TableSchema
  private let place: any TableStorage
  private let rejects: any TableStorage
  private let checkpoint: StreamCheckpoint
  private let options: StreamOptions
  private let decode: @Sendable ([SourceRecord]) throws(TableFormatError) -> Decoded

  /// Describes a query; nothing is read yet.
  public init(
    name: String,
    from source: any StreamSource,
    into place: any TableStorage,
    rejects: any TableStorage,
    checkpoint folder: String,
    schema: TableSchema,
    options: StreamOptions = StreamOptions(),
    decode: @escaping @Sendable ([SourceRecord]) throws(TableFormatError) -> Decoded
  ) {
    self.name = name
    self.source = source
    self.place = place
    self.rejects = rejects
    self.schema = schema
    self.options = options
    self.decode = decode
    checkpoint = StreamCheckpoint(folder: folder, query: name)
  }

  /// Runs until it is caught up, where the options want that, or until it shall stop.
  ///
  /// The batch under way is finished before the query ends.
  public func run(
    until stop: StreamStop = StreamStop(),
    progress: @Sendable (StreamProgress) -> Void = { _ in }
  ) async throws(LakehouseError) {
    let state = try await checkpoint.state()
    let table = try await StreamTable(
      name: name,
      schema: schema,
      in: place,
      rejects: rejects,
      writerID: state.writerID
    )
    if let last = state.last, !state.isDone { try await finish(last, in: table) }
    var run = Run(startedAt: options.now())
    run.position = try await position(state)
    run.number = (state.last?.number ?? -1) + 1
    while !stop.isRaised, !run.isCaughtUp || !options.endsWhenCaughtUp {
      let age = options.clock.stopwatch()
      let batch = try await gather(&run, until: stop)
      guard batch.end != batch.start else { continue }
      let decoded = try await carryOut(batch.records, batch.plan, in: table)
      run.note(decoded)
      progress(run.progress(of: name, decoded, age(), at: options.now()))
    }
  }

  private func position(_ state: StreamCheckpoint.State) async throws(LakehouseError)
    -> StreamPosition
  {
    if let last = state.last { return last.end }
    return try await patiently { () throws(LakehouseError) in try await source.start() }
  }

  // MARK: - One batch

  private struct Batch {
    let number: Int
    let start: StreamPosition
    var end: StreamPosition
    var records: [SourceRecord] = []

    var plan: PlannedBatch {
      PlannedBatch(number: number, start: start, end: end, records: records.count)
    }
  }

  /// Reads until the batch is large or old enough, or the source is caught up.
  private func gather(
    _ run: inout Run,
    until stop: StreamStop
  ) async throws(LakehouseError) -> Batch {
    var batch = Batch(number: run.number, start: run.position, end: run.position)
    var bytes = 0
    let age = options.clock.stopwatch()
    repeat {
      if let passed = run.sinceRead?() {
        await stop.sleep(for: options.readPause - passed, on: options.clock)
      }
      run.sinceRead = options.clock.stopwatch()
      let place = batch.end
      let limit = options.maximumRecords - batch.records.count
      let page = try await patiently { () throws(LakehouseError) in
        try await source.read(after: place, limit: limit)
      }
      batch.records += page.records
      bytes += page.records.reduce(0) { $0 + $1.data.count }
      batch.end = page.position
      run.seesEverythingBefore = page.seesEverythingBefore
      if options.endsWhenCaughtUp, run.isCaughtUp { break }
    } while !stop.isRaised && batch.records.count < options.maximumRecords
      && bytes < options.maximumBytes
      && (batch.records.isEmpty || age() < options.interval)
    run.position = batch.end
    if batch.end != batch.start { run.number += 1 }
    return batch
  }

  /// Writes the batch down, adds it to the table, and writes down that it is there.
  private func carryOut(
    _ records: [SourceRecord],
    _ plan: PlannedBatch,
    in table: StreamTable
  ) async throws(LakehouseError) -> Decoded {
    let decoded: Decoded
    do { decoded = try decode(records) } catch { throw LakehouseError(table: name, error) }
    try await checkpoint.plan(plan)
    if !records.isEmpty {
      try await patiently { () throws(LakehouseError) in
        try await table.append(
          decoded.rows,
          rejected: decoded.rejected,
          number: plan.number,
          end: plan.end
        )
      }
    }
    try await checkpoint.commit(plan)
    return decoded
  }

  /// Carries out a batch that an earlier run has planned, unless the table has it.
  private func finish(_ plan: PlannedBatch, in table: StreamTable) async throws(LakehouseError) {
    if let last = try await table.lastBatch(), last >= plan.number {
      return try await checkpoint.commit(plan)
    }
    let records = try await patiently { () throws(LakehouseError) in
      try await source.read(after: plan.start, through: plan.end)
    }
    guard records.count == plan.records else {
      throw LakehouseError(
        .unreadable,
        "\(source)",
        detail:
          "batch \(plan.number) had \(plan.records) records, and \(records.count) of them are "
          + "left: the source kept them for too short a time"
      )
    }
    _ = try await carryOut(records, plan, in: table)
  }

  /// Tries again what may work later, as long as patience lasts.
  private func patiently<Value>(
    _ body: () async throws(LakehouseError) -> Value
  ) async throws(LakehouseError) -> Value {
    let passed = options.clock.stopwatch()
    var wait = Duration.milliseconds(100)
    while true {
      do { return try await body() } catch {
        guard error.isTransient, passed() + wait < options.patience, !Task.isCancelled else {
          throw error
        }
      }
      try? await options.clock.sleep(for: wait)
      wait = min(wait * 2, .seconds(5))
    }
  }
}

extension StreamQuery {
  /// Where a running query stands.
  private struct Run {
    let startedAt: Date
    var position = StreamPosition(initial: .beginning)
    var number = 0
    var sinceRead: (@Sendable () -> Duration)?
    var seesEverythingBefore: Date?
    var rows = 0
    var rejected = 0

    init(startedAt: Date) { self.startedAt = startedAt }

    /// Whether everything that was there when the run began has been read.
    var isCaughtUp: Bool { seesEverythingBefore.map { $0 >= startedAt } ?? false }

    mutating func note(_ decoded: Decoded) {
      rows += decoded.rows.rowCount
      rejected += decoded.rejected.count
    }

    func progress(
      of query: String,
      _ batch: Decoded,
      _ duration: Duration,
      at now: Date
    ) -> StreamProgress {
      StreamProgress(
        query: query,
        batch: number - 1,
        rows: batch.rows.rowCount,
        rejected: batch.rejected.count,
        totalRows: rows,
        totalRejected: rejected,
        duration: duration,
        behind: seesEverythingBefore.map { .seconds(max(0, now.timeIntervalSince($0))) }
      )
    }
  }
}
