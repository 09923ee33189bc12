/// A place on earth: what the cleaned table holds as an array of two doubles.
public struct Coordinates: Hashable, Sendable, CustomStringConvertible {
  /// Degrees north.
  public var latitude: Double
  /// Degrees east.
  public var longitude: Double

  /// Names a place.
  public init(latitude: Double, longitude: Double) {
    self.latitude = latitude
    self.longitude = longitude
  }

  /// `[-89.9787, -173.293]`.
  public var description: String { "[\(latitude), \(longitude)]" }
}
