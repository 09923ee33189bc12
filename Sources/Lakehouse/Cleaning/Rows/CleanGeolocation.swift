public import PinterestModels

/// A cleaned row of `geolocation_data`: where and when it was posted.
public struct CleanGeolocation: CleanRow {
  /// The row it is made from.
  public typealias Raw = Geolocation

  /// `ind`: the number that joins it with the rows of the other two tables.
  public var index: Int?
  /// The name of a country.
  public var country: String?
  /// Latitude and longitude; absent where one of them is.
  public var coordinates: Coordinates?
  /// When it was posted.
  public var timestamp: WireTimestamp?

  /// Makes a row of which nothing is known but what is given.
  public init(
    index: Int? = nil,
    country: String? = nil,
    coordinates: Coordinates? = nil,
    timestamp: WireTimestamp? = nil
  ) {
    self.index = index
    self.country = country
    self.coordinates = coordinates
    self.timestamp = timestamp
  }

  /// `geo`.
  public static var table: Table { .geo }

  /// The columns in the order of the course's text.
  public static let columns: [CleanColumn] = [
    CleanColumn("ind", .long), CleanColumn("country", .text),
    CleanColumn("coordinates", .doubles), CleanColumn("timestamp", .timestamp),
  ]

  /// What tells it from other rows: `ind`.
  public var key: CleanCell { index.map { .integer($0) } ?? .null }

  /// Whether it holds not a single value.
  public var isEmpty: Bool { index == nil && self == CleanGeolocation() }

  /// Hands over one value a column.
  public func forEachCell(_ receiver: inout some CleanCellReceiver) {
    receiver.take(index)
    receiver.take(country)
    receiver.take(coordinates)
    receiver.take(timestamp)
  }
}
