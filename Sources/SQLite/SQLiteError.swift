import CSQLite

/// What SQLite refused, and in which statement.
public struct SQLiteError: Error, Hashable, Sendable, CustomStringConvertible {
  /// SQLite's extended result code.
  public let code: Int32
  /// What was being done: the SQL or the file.
  public let during: String
  /// What SQLite said.
  public let detail: String

  /// `sqlite: no such table: pins (1) in: SELECT …`.
  public var description: String { "sqlite: \(detail) (\(code)) in: \(during)" }

  /// Whether somebody else holds the database locked.
  public var isBusy: Bool { code & 0xff == SQLITE_BUSY }
}
