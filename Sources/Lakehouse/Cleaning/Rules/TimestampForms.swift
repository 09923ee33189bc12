public import PinterestModels

/// Which spellings of a moment are taken for one; all others are absent.
public enum TimestampForms: Sendable, Hashable {
  /// All that scripts of this pipeline write: `2020-08-28 03:52:47`, `2020-08-28T03:52:47`, both
  /// with fraction and zone, `08/28/2020, 03:52:47`, counts from 1970; and all that Spark takes.
  case every
  /// What `to_timestamp` of Spark takes without a pattern.
  case spark
  /// What `to_timestamp` takes with this pattern: `yyyy-MM-dd HH:mm:ss` refuses a `T`.
  case pattern(DatePattern)

  /// Reads a moment; `nil` where the text is none.
  public func parse(_ text: String) -> WireTimestamp? {
    switch self {
    case .every: WireTimestamp(parsing: text) ?? SparkCast.timestamp(text)
    case .spark: SparkCast.timestamp(text)
    case .pattern(let pattern): pattern.parse(text)
    }
  }
}
