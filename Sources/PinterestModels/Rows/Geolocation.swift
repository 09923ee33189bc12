/// A row of `geolocation_data`: where and when it was posted.
public struct Geolocation: TableRow {
  /// The number that joins it with the rows of the other two tables.
  public var index: Int?
  /// When it was posted.
  public var timestamp: WireTimestamp?
  /// Degrees north.
  public var latitude: Double?
  /// Degrees east.
  public var longitude: Double?
  /// The name of a country.
  public var country: String?

  /// Makes a row of which nothing is known but what is given.
  public init(
    index: Int? = nil,
    timestamp: WireTimestamp? = nil,
    latitude: Double? = nil,
    longitude: Double? = nil,
    country: String? = nil
  ) {
    self.index = index
    self.timestamp = timestamp
    self.latitude = latitude
    self.longitude = longitude
    self.country = country
  }
}

extension Geolocation {
  /// The columns in published order.
  static let columns: [Column] = [
    Column("ind", .integer), Column("timestamp", .timestamp), Column("latitude", .number),
    Column("longitude", .number), Column("country", .text),
  ]

  /// `geo`.
  public static var table: Table { .geo }

  /// Puts a row together from one cell a column, in published order.
  public init(cells: [Cell]) throws(CellError) {
    var reader = CellReader(cells, of: .geo)
    index = try reader.integer()
    timestamp = try reader.timestamp()
    latitude = try reader.number()
    longitude = try reader.number()
    country = reader.text()
  }

  /// One cell a column, in published order.
  public var cells: [Cell] {
    [Cell(index), Cell(timestamp), Cell(latitude), Cell(longitude), Cell(country)]
  }
}
