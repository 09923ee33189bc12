public import FoundationEssentials

/// A moment in whole milliseconds, as records carry it.
public struct LogTimestamp: Hashable, Sendable, Comparable {
  /// Milliseconds since the start of 1970 in UTC.
  public var milliseconds: Int64

  /// Takes milliseconds since the start of 1970 in UTC.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Takes the millisecond a date lies in.
  public init(_ date: Date) {
    let milliseconds = (date.timeIntervalSince1970 * 1000).rounded(.down)
    self.milliseconds = Int64(exactly: milliseconds) ?? (milliseconds < 0 ? .min : .max)
  }

  /// The same moment as a date.
  public var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

  /// Orders by time.
  public static func < (a: LogTimestamp, b: LogTimestamp) -> Bool {
    a.milliseconds < b.milliseconds
  }
}
