public import PinterestModels

/// Posts rows as the users of a pipeline would: at a pace, from a source, to a target.
///
/// ```swift
/// var options = Emulator.Options()
/// options.count = 40
/// options.pace.rate = .unlimited
/// let tally = try await Emulator(options, from: SyntheticRows(), to: target).run()
/// ```
public struct Emulator: Sendable {
  /// What a run tells while it goes on; all of it is optional.
  public struct Listener: Sendable {
    /// Hears how things stand, after every answer.
    public var progress: @Sendable (RunTally) -> Void = { _ in }
    /// Hears what became of each record.
    public var result: @Sendable (OutgoingRecord, Delivery) -> Void = { _, _ in }
    /// Hears of each record as it sets out, with the time since the run began.
    public var sent: @Sendable (OutgoingRecord, Duration) -> Void = { _, _ in }
    /// Hears what was made wrong on purpose.
    public var defect: @Sendable (Defect) -> Void = { _ in }
    /// Hears up to which post everything is done.
    public var completed: @Sendable (Int) -> Void = { _ in }

    /// Hears nothing.
    public init() {}
  }

  private let options: Options
  private let source: any RowSource
  private let target: any RecordTarget

  /// Prepares a run; nothing is read or sent yet.
  public init(_ options: Options, from source: any RowSource, to target: any RecordTarget) {
    self.options = options
    self.source = source
    self.target = target
  }

  /// Posts until the end the options set, or until `stop` is raised, and says what became of it.
  ///
  /// Throws where rows cannot be had; what was sent until then has been heard by the listener.
  public func run(
    _ listener: Listener = Listener(),
    stop: StopSignal = StopSignal(),
    clock: some Clock<Duration> = ContinuousClock()
  ) async throws(RowSourceError) -> RunTally {
    let plan = try await PostPlan(options, source: source)
    var feed = RecordFeed(plan, options: options)
    try await feed.skip(options.resumingAfter)
    var run = Run(options: options, target: target, listener: listener, stop: stop, clock: clock)
    return try await run.perform(&feed)
  }

  /// Sends the records of a recording again, at their old pace or another.
  public static func replay(
    _ recording: Recording,
    _ options: Options,
    to target: any RecordTarget,
    _ listener: Listener = Listener(),
    stop: StopSignal = StopSignal(),
    clock: some Clock<Duration> = ContinuousClock()
  ) async throws(RowSourceError) -> RunTally {
    var recording = recording
    var run = Run(options: options, target: target, listener: listener, stop: stop, clock: clock)
    return try await run.perform(&recording)
  }
}
