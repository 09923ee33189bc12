/// Answers SQL over the three cleaned tables, which it knows as `pin`, `geo` and `user`.
///
/// Each table has the columns of the cleaned rows. What has no counterpart in SQL is a text:
/// coordinates as `[latitude, longitude]`, and timestamps in engines without a type for them. Texts
/// compare by their bytes.
public protocol SQLEngine: Sendable {
  /// What it is called in messages.
  var name: String { get }

  /// All rows of one query.
  func answer(_ sql: String) async throws(LakehouseError) -> SQLAnswer
}
