public import PinterestModels

/// A row that is read from objects and can be cleaned.
public protocol LakeRow: TableRow {
  /// What it becomes by cleaning.
  associatedtype Clean: CleanRow where Clean.Raw == Self

  /// Whether the columns that tell its table from the others are all absent.
  ///
  /// Such a row may be the record of another topic, of which only a common column fits.
  var looksForeign: Bool { get }
}

extension Pin: LakeRow {
  /// What it becomes by cleaning.
  public typealias Clean = CleanPin
  /// Whether it has neither an identifier nor a category.
  public var looksForeign: Bool { uniqueID == nil && category == nil }
}

extension Geolocation: LakeRow {
  /// What it becomes by cleaning.
  public typealias Clean = CleanGeolocation
  /// Whether it has neither a time nor a country.
  public var looksForeign: Bool { timestamp == nil && country == nil }
}

extension User: LakeRow {
  /// What it becomes by cleaning.
  public typealias Clean = CleanUser
  /// Whether it has neither a first name nor a date of joining.
  public var looksForeign: Bool { firstName == nil && dateJoined == nil }
}
