/// A row of `user_data`: who posted it.
public struct User: TableRow {
  /// The number that joins it with the rows of the other two tables.
  public var index: Int?
  /// The first name.
  public var firstName: String?
  /// The last name.
  public var lastName: String?
  /// The age in years.
  public var age: Int?
  /// When the account was made.
  public var dateJoined: WireTimestamp?

  /// Makes a row of which nothing is known but what is given.
  public init(
    index: Int? = nil,
    firstName: String? = nil,
    lastName: String? = nil,
    age: Int? = nil,
    dateJoined: WireTimestamp? = nil
  ) {
    self.index = index
    self.firstName = firstName
    self.lastName = lastName
    self.age = age
    self.dateJoined = dateJoined
  }
}

extension User {
  /// The columns in published order.
  static let columns: [Column] = [
    Column("ind", .integer), Column("first_name", .text), Column("last_name", .text),
    Column("age", .integer), Column("date_joined", .timestamp),
  ]

  /// `user`.
  public static var table: Table { .user }

  /// Puts a row together from one cell a column, in published order.
  public init(cells: [Cell]) throws(CellError) {
    var reader = CellReader(cells, of: .user)
    index = try reader.integer()
    firstName = reader.text()
    lastName = reader.text()
    age = try reader.integer()
    dateJoined = try reader.timestamp()
  }

  /// One cell a column, in published order.
  public var cells: [Cell] {
    [Cell(index), Cell(firstName), Cell(lastName), Cell(age), Cell(dateJoined)]
  }
}
