/// How objects become rows.
public struct ReadingOptions: Sendable, Hashable {
  /// What becomes of a record that cannot be read.
  public var mode = ReadMode.permissive
  /// Which spellings of a moment are taken.
  public var timestamps = TimestampForms.every
  /// How many records are enough; `nil` takes all there are.
  public var limit: Int?
  /// How many findings are kept to be shown; all of them are counted.
  public var findings = 20
  /// What bounds the memory.
  public var limits = ReadingLimits()

  /// Takes the defaults.
  public init() {}
}
