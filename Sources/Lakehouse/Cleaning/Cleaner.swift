import PinterestModels

/// Makes clean rows of raw ones, one rule after another.
///
/// ```swift
/// let cleaner = Cleaner()
/// var report = CleaningReport()
/// let row = cleaner.clean(pin, &report)
/// ```
public struct Cleaner: Sendable {
  /// How rows are cleaned.
  public let options: CleaningOptions

  /// Cleans as the options say.
  public init(_ options: CleaningOptions = CleaningOptions()) { self.options = options }

  /// Cleans a row of any table and counts what was done.
  public func clean<Row: LakeRow>(
    _ row: consuming Row,
    _ report: inout CleaningReport
  ) -> Row.Clean {
    Row.Clean(cleaning: row, by: self, &report)
  }

  /// A text, or `nil` where it is a sentinel of its column or empty.
  @inline(__always)
  func relevant(
    _ text: consuming String?,
    _ sentinels: [String],
    _ rule: CleaningRule,
    _ report: inout CleaningReport,
    empty: CleaningRule = .emptyPinText
  ) -> String? {
    guard let text else { return nil }
    if text.isEmpty, options.sentinels.emptyIsAbsent {
      report.note(empty)
      return nil
    }
    guard options.sentinels.contains(text, in: sentinels) else { return text }
    report.note(rule)
    return nil
  }

  /// A text, or `nil` where it is empty.
  func filled(
    _ text: consuming String?,
    _ rule: CleaningRule,
    _ report: inout CleaningReport
  ) -> String? {
    guard options.sentinels.emptyIsAbsent, let text, text.isEmpty else { return text }
    report.note(rule)
    return nil
  }

  /// A moment, or `nil` where it is one of MySQL's zero dates.
  func dated(
    _ moment: WireTimestamp?,
    _ rule: CleaningRule,
    _ report: inout CleaningReport
  ) -> WireTimestamp? {
    guard let moment, !moment.isDate else { return moment }
    report.note(rule)
    return nil
  }
}
