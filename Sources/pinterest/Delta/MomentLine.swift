import FoundationEssentials

/// Moments as listings show them.
enum MomentLine {
  /// `2020-08-28T03:52:47Z`, of milliseconds since 1970.
  static func text(_ milliseconds: Int) -> String {
    Date(timeIntervalSince1970: Double(milliseconds) / 1_000).formatted(.iso8601)
  }
}
