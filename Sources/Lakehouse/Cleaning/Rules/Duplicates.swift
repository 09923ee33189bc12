/// What becomes of a row that was there before.
public enum Duplicates: String, CaseIterable, Sendable, Hashable {
  /// It stays: the course's text says nothing of duplicates.
  case kept
  /// A row that is the same in every column goes, as with `dropDuplicates()`.
  case sameRow
  /// A row with the same key goes: `unique_id` of a pin, `ind` elsewhere. The first one stays.
  case sameKey
}
