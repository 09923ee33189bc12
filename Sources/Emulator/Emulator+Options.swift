public import PinterestModels

extension Emulator {
  /// What is posted, how fast, and when it ends.
  public typealias Options = EmulatorOptions
}

/// What is posted, how fast, and when it ends; seed and options decide about every byte.
public struct EmulatorOptions: Sendable {
  /// What happens to a run when a record fails for good.
  public enum OnError: String, Sendable, Hashable, CaseIterable {
    /// It goes on with the next one.
    case skip
    /// It ends; what is in flight is finished.
    case stop
    /// The record is sent again until it is there or the run is ended.
    case retry
  }

  /// What everything that is drawn is drawn from; 100 is the course's.
  public var seed: UInt64 = 100
  /// The last row that is drawn; the script draws from 0 to 11000.
  public var lastRow = 11_000
  /// The tables whose rows are posted.
  public var tables: [Table] = [.pin, .geo, .user]
  /// When posts are made.
  public var pace = Pace()
  /// The number of posts; `nil` is no end.
  public var count: Int?
  /// How long posts are made; `nil` is no end.
  public var duration: Duration?
  /// Every row of the source once, in its order.
  public var exhausts = false
  /// What records carry as their key.
  public var key = KeyChoice.none
  /// Records a request.
  public var batch = 1
  /// Requests at once.
  public var concurrency = 1
  /// Defects that are put in.
  public var dirt = Dirt()
  /// What happens to records on their way.
  public var chaos = Chaos()
  /// Which moments the places carry.
  public var times = RowTimes.original
  /// Latency counts from the moment a record was due, not from when it was sent.
  public var measuresFromSchedule = false
  /// How late a record may be sent; `nil` is no limit.
  ///
  /// Later ones are left out and counted.
  public var largestLag: Duration?
  /// How long what is in flight may take once the run was asked to end.
  public var drainTime: Duration = .seconds(5)
  /// What a failed record does to the run.
  public var onError = OnError.skip
  /// Posts that an earlier run has made already.
  public var resumingAfter = 0

  /// The course's script, for ever.
  public init() {}

  /// Whether a run comes to an end by itself.
  public var hasEnd: Bool {
    if count != nil || duration != nil || exhausts { return true }
    if case .running(_, _, to: _?) = times { return true }
    if let ramp = pace.ramp, pace.burst == nil { return ramp.to == 0 }
    return false
  }
}
