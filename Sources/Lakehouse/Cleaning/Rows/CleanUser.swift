public import PinterestModels

/// A cleaned row of `user_data`: who posted it.
public struct CleanUser: CleanRow {
  /// The row it is made from.
  public typealias Raw = User

  /// `ind`: the number that joins it with the rows of the other two tables.
  public var index: Int?
  /// First and last name with a space between.
  public var userName: String?
  /// In years.
  public var age: Int?
  /// When the account was made.
  public var dateJoined: WireTimestamp?

  /// Makes a row of which nothing is known but what is given.
  public init(
    index: Int? = nil,
    userName: String? = nil,
    age: Int? = nil,
    dateJoined: WireTimestamp? = nil
  ) {
    self.index = index
    self.userName = userName
    self.age = age
    self.dateJoined = dateJoined
  }

  /// `user`.
  public static var table: Table { .user }

  /// The columns in the order of the course's text.
  public static let columns: [CleanColumn] = [
    CleanColumn("ind", .long), CleanColumn("user_name", .text), CleanColumn("age", .long),
    CleanColumn("date_joined", .timestamp),
  ]

  /// What tells it from other rows: `ind`.
  public var key: CleanCell { index.map { .integer($0) } ?? .null }

  /// Whether it holds not a single value.
  public var isEmpty: Bool { index == nil && self == CleanUser() }

  /// Hands over one value a column.
  public func forEachCell(_ receiver: inout some CleanCellReceiver) {
    receiver.take(index)
    receiver.take(userName)
    receiver.take(age)
    receiver.take(dateJoined)
  }
}
