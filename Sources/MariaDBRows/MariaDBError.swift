/// What went wrong with a database: what was being done, and what the server or the library said.
public struct MariaDBError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Kinds of failure; more may come.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The kind in plain words.
    public let description: String

    /// Nobody answers there.
    public static let unreachable = Code(description: "unreachable")
    /// User or password are not accepted, or not for this database.
    public static let accessDenied = Code(description: "access denied")
    /// There is no such database.
    public static let noDatabase = Code(description: "no such database")
    /// There is no such table.
    public static let noTable = Code(description: "no such table")
    /// The table lacks a column.
    public static let noColumn = Code(description: "no such column")
    /// A column holds what it should not.
    public static let badValue = Code(description: "bad value")
    /// The connection broke.
    public static let connectionLost = Code(description: "connection lost")
    /// TLS was demanded and did not come about.
    public static let tlsFailed = Code(description: "TLS failed")
    /// The settings make no sense.
    public static let badSettings = Code(description: "bad settings")
    /// Anything else; the detail says what.
    public static let other = Code(description: "refused")
  }

  /// What kind of failure it was.
  public let code: Code
  /// What was being done, and where.
  public let during: String
  /// What the server or the library said.
  public let detail: String
  /// Their number for it; 0 where it is ours.
  public let number: Int

  init(_ code: Code, during: String, detail: String, number: Int = 0) {
    self.code = code
    self.during = during
    self.detail = detail
    self.number = number
  }

  /// `mariadb 127.0.0.1:3306/pinterest_data: access denied (1045: Access denied for user …)`.
  public var description: String {
    number == 0
      ? "mariadb \(during): \(code) (\(detail))"
      : "mariadb \(during): \(code) (\(number): \(detail))"
  }
}
