import Synchronization

/// Reads rows of the three tables from objects and cleans them on the way.
///
/// ```swift
/// let topics = "topics/0af8d0adfd13"
/// let sources = LakeSources(
///   pin: FolderSource("\(topics).pin"), geo: FolderSource("\(topics).geo"),
///   user: FolderSource("\(topics).user"))
/// let (frames, report) = try await CleanReader().frames(from: sources)
/// ```
public struct CleanReader: Sendable {
  /// How objects become rows; which spellings of a moment are taken, `cleaning` says.
  public var reading: ReadingOptions
  /// How rows are cleaned.
  public var cleaning: CleaningOptions

  /// Reads and cleans as the options say.
  public init(
    reading: ReadingOptions = ReadingOptions(),
    cleaning: CleaningOptions = CleaningOptions()
  ) {
    self.reading = reading
    self.cleaning = cleaning
  }

  /// Reads and cleans all three tables into memory; a table without a source stays empty.
  ///
  /// With more threads than one they are read side by side. What goes wrong is told of the first
  /// table it went wrong with, in the order pin, geo, user.
  public func frames(
    from sources: LakeSources
  ) async throws(LakehouseError) -> (frames: CleanFrames, report: LakeReport) {
    guard reading.limits.threads > 1 else {
      return try await Self.joined(
        portion(of: sources.pin),
        portion(of: sources.geo),
        portion(of: sources.user)
      )
    }
    do {
      async let pins: Portion<CleanPin> = portion(of: sources.pin)
      async let places: Portion<CleanGeolocation> = portion(of: sources.geo)
      async let users: Portion<CleanUser> = portion(of: sources.user)
      return try await Self.joined(pins, places, users)
    } catch {
      throw error as? LakehouseError
        ?? LakehouseError(.unreadable, "the tables", detail: "\(error)", underlying: error)
    }
  }

  private typealias Portion<Row> = (rows: [Row], report: LakeReport)

  private func portion<Row: CleanRow>(
    of source: (any ObjectSource)?
  ) async throws(LakehouseError) -> Portion<Row> {
    guard let source else { return ([], LakeReport()) }
    var report = LakeReport()
    let rows: [Row] = try await rows(from: source, &report)
    return (rows, report)
  }

  private static func joined(
    _ pins: Portion<CleanPin>,
    _ places: Portion<CleanGeolocation>,
    _ users: Portion<CleanUser>
  ) -> (frames: CleanFrames, report: LakeReport) {
    var report = pins.report
    report.add(places.report)
    report.add(users.report)
    return (CleanFrames(pins: pins.rows, geolocations: places.rows, users: users.rows), report)
  }

  /// Reads and cleans one table into memory and adds to the report what was met.
  public func rows<Row: CleanRow>(
    from source: any ObjectSource,
    _ report: inout LakeReport
  ) async throws(LakehouseError) -> [Row] {
    let gathered = Gathered<Row>()
    do {
      try await forEachBatch(from: source, &report) { gathered.append($0) }
    } catch {
      throw LakehouseError(error, reading: source)
    }
    return gathered.take()
  }

  /// Reads and cleans one table, gives its rows to `body` many at a time, and adds to the report
  /// what was met.
  ///
  /// Batches come in order and never two at once, on threads made for the reading, which `body` may
  /// block; what it throws ends the reading. Only a few batches are in memory, however many rows
  /// there are, but for what tells duplicates where they are looked for.
  public func forEachBatch<Row: CleanRow>(
    from source: any ObjectSource,
    _ report: inout LakeReport,
    _ body: @escaping @Sendable ([Row]) throws -> Void
  ) async throws {
    var options = reading
    options.timestamps = cleaning.timestamps
    let decoder = try RowDecoder<Row.Raw>(options.timestamps)
    let cleaner = Cleaner(cleaning)
    let state = Mutex((filter: DuplicateFilter<Row>(cleaning.duplicates), report: CleaningReport()))
    let pass = ReadingPass(source: source, options: options) { CleanCollector(decoder, cleaner) }
    let met = try await pass.run { collector in
      let rows = state.withLock { state in
        var rows = collector.rows
        state.report.add(collector.report)
        state.report.note(rows.count + collector.report[.empty(Row.table)], of: Row.table)
        let removed = state.filter.filter(&rows, collector.digests)
        state.report.note(.duplicate(Row.table), removed)
        return rows
      }
      try body(rows)
    }
    report.reading[Row.table] = met
    report.cleaning.add(state.withLock { $0.report })
  }
}
