/// How rows are cleaned; the defaults are the course's text.
public struct CleaningOptions: Sendable, Hashable {
  /// Which texts mean that there is nothing.
  public var sentinels = Sentinels.course
  /// How numbers of followers are spelled.
  public var followers = FollowerSpelling.course
  /// What becomes of a row that was there before.
  public var duplicates = Duplicates.kept
  /// Which spellings of a moment are taken.
  public var timestamps = TimestampForms.every
  /// Whether a row without a single value goes: what damaged records leave behind, which Spark
  /// keeps.
  public var dropsEmptyRows = false

  /// Takes the defaults.
  public init() {}
}
