/// Rows that could not be had: what was asked of which source, and what came back.
public struct RowSourceError: Error, Sendable, CustomStringConvertible {
  /// Kinds of failure; more may come.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The kind in plain words.
    public let description: String

    /// The table has no row at that position.
    public static let noSuchRow = Code(description: "no such row")
    /// The source has no such table or file.
    public static let noSuchTable = Code(description: "no such table")
    /// The table lacks a column.
    public static let noSuchColumn = Code(description: "no such column")
    /// A row holds what its columns cannot take, or is not readable at all.
    public static let malformedRow = Code(description: "malformed row")
    /// The source wants to know who asks, and does not know them or lets them not in.
    public static let accessDenied = Code(description: "access denied")
    /// The source is not there, or went away and did not come back.
    public static let unreachable = Code(description: "unreachable")
    /// How to reach the source is not said rightly.
    public static let invalidConfiguration = Code(description: "invalid configuration")
    /// The calling task was cancelled.
    public static let cancelled = Code(description: "cancelled")

    /// Names another kind.
    public init(description: String) { self.description = description }
  }

  /// What kind of failure it was.
  public let code: Code
  /// The source: a folder, a file, a database without its password.
  public let source: String
  /// The table and the position in question, where there are any.
  public let place: Place?
  /// What was found, or what the source said.
  public let detail: String
  /// The cause, where there is one.
  public let underlying: (any Error)?

  /// A table, and perhaps a position in it.
  public struct Place: Hashable, Sendable, CustomStringConvertible {
    /// The table.
    public let table: Table
    /// The position of the row, counted from 0.
    public let position: Int?

    /// Names a place.
    public init(_ table: Table, at position: Int? = nil) {
      self.table = table
      self.position = position
    }

    /// `row 7528 of pinterest_data`.
    public var description: String {
      position.map { "row \($0) of \(table.databaseName)" } ?? table.databaseName
    }
  }

  /// Describes a failure.
  public init(
    _ code: Code,
    source: String,
    place: Place? = nil,
    detail: String = "",
    underlying: (any Error)? = nil
  ) {
    self.code = code
    self.source = source
    self.place = place
    self.detail = detail
    self.underlying = underlying
  }

  /// `rows.sqlite: no such row: row 11154 of pinterest_data (it has 11154)`.
  public var description: String {
    var text = "\(source): \(code)"
    if let place { text += ": \(place)" }
    if !detail.isEmpty { text += " (\(detail))" }
    return text
  }
}
