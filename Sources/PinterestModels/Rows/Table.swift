/// The three tables a post is spread over; the raw value is its short name in topics and streams.
public enum Table: String, CaseIterable, Hashable, Sendable, Codable {
  /// What was pinned: `pinterest_data`.
  case pin
  /// Where and when: `geolocation_data`.
  case geo
  /// By whom: `user_data`.
  case user

  /// What the table is called in the course's database.
  public var databaseName: String {
    switch self {
    case .pin: "pinterest_data"
    case .geo: "geolocation_data"
    case .user: "user_data"
    }
  }

  /// The columns in their published order.
  public var columns: [Column] {
    switch self {
    case .pin: Pin.columns
    case .geo: Geolocation.columns
    case .user: User.columns
    }
  }
}

/// A column of a table: its name on the wire and what it holds.
public struct Column: Hashable, Sendable {
  /// What a column holds.
  public enum Kind: String, Hashable, Sendable {
    /// A whole number: BIGINT in the course's database.
    case integer
    /// A number with a fraction: FLOAT.
    case number
    /// A text: TEXT.
    case text
    /// A civil date and time: DATETIME.
    case timestamp
  }

  /// Its name in the database and in JSON.
  public let name: String
  /// What it holds.
  public let kind: Kind

  /// Describes a column.
  public init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }
}
