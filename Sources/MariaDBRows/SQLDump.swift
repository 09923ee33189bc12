public import PinterestModels

/// Writes rows as the SQL that makes the course's database: `mariadb < dump.sql` and it is there.
public struct SQLDump: Sendable {
  private static let rowsPerInsert = 250

  private let source: any RowSource
  private let database: String

  /// Prepares a dump of all three tables.
  public init(_ source: any RowSource, database: String = "pinterest_data") {
    self.source = source
    self.database = database
  }

  /// Hands the text over piece by piece, never more than a few hundred rows at once.
  public func write(to output: (String) throws -> Void) async throws {
    try output(
      """
      SET NAMES utf8mb4;
      CREATE DATABASE IF NOT EXISTS `\(database)` CHARACTER SET utf8mb4;
      USE `\(database)`;

      """
    )
    try await write(Pin.self, to: output)
    try await write(Geolocation.self, to: output)
    try await write(User.self, to: output)
  }

  private func write<Row: TableRow>(
    _ type: Row.Type,
    to output: (String) throws -> Void
  ) async throws {
    let table = Row.table
    let columns = table.columns.map { "`\($0.name)` \(Self.type(of: $0))" }
    try output(
      """
      DROP TABLE IF EXISTS `\(table.databaseName)`;
      CREATE TABLE `\(table.databaseName)` (\(columns.joined(separator: ", "))) \
      ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

      """
    )
    var pending: [String] = []
    func insert() throws {
      guard !pending.isEmpty else { return }
      let values = pending.joined(separator: ",\n")
      try output("INSERT INTO `\(table.databaseName)` VALUES\n\(values);\n")
      pending = []
    }
    for try await row in Row.rows(of: source, from: 0) {
      pending.append("(" + row.cells.map(Self.literal).joined(separator: ",") + ")")
      if pending.count == Self.rowsPerInsert { try insert() }
    }
    try insert()
  }

  private static func type(of column: Column) -> String {
    switch column.kind {
    case .integer: "BIGINT"
    case .number: "FLOAT"
    case .text: "TEXT"
    case .timestamp: "DATETIME"
    }
  }

  private static func literal(_ cell: Cell) -> String {
    switch cell {
    case .null: "NULL"
    case .integer(let number): number.description
    case .number(let number): number.description
    case .text(let text): quoted(text)
    case .timestamp(let moment): "'\(moment)'"
    }
  }

  /// Escapes what would end the literal, and what the client program treats apart.
  private static func quoted(_ text: String) -> String {
    var literal = "'"
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'": literal += "''"
      case "\\": literal += "\\\\"
      case "\0": literal += "\\0"
      case "\n": literal += "\\n"
      case "\r": literal += "\\r"
      case "\u{1a}": literal += "\\Z"
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "'"
  }
}
