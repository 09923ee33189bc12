import EventLog
import FoundationEssentials

/// Dates as records carry them.
enum LogTime {
  /// Whole milliseconds since 1970.
  static func milliseconds(_ date: Date) -> Int64 { LogTimestamp(date).milliseconds }
}
