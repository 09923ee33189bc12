/// What becomes of a record that cannot be read, in Spark's words.
public enum ReadMode: String, CaseIterable, Sendable, Hashable {
  /// It becomes a row of which only what could be read is known, perhaps nothing.
  case permissive
  /// It is left out.
  case dropMalformed
  /// It ends the reading.
  case failFast
}
