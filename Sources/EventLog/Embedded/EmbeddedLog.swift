public import FoundationEssentials
import Synchronization

/// The log inside this process, in memory.
public final class EmbeddedLog: RecordLog {
  /// How a log behaves; every field has a default.
  public struct Options: Sendable {
    /// The time records get and by which they and silent members expire.
    public var now: @Sendable () -> Date = { Date() }
    /// What waiting reads wait by.
    public var clock: any Clock<Duration> = ContinuousClock()

    /// Takes the defaults.
    public init() {}
  }

  let options: Options
  let state = Mutex(LogState())

  private init(_ options: Options) { self.options = options }

  /// A log that is gone with the process.
  public static func inMemory(_ options: Options = Options()) -> EmbeddedLog {
    EmbeddedLog(options)
  }
}
