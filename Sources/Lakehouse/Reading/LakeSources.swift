/// Where the three tables are read from; `nil` is a table that is not wanted.
public struct LakeSources: Sendable {
  /// The objects of the pins.
  public var pin: (any ObjectSource)?
  /// The objects of the geolocations.
  public var geo: (any ObjectSource)?
  /// The objects of the users.
  public var user: (any ObjectSource)?

  /// Names up to three sources.
  public init(
    pin: (any ObjectSource)? = nil,
    geo: (any ObjectSource)? = nil,
    user: (any ObjectSource)? = nil
  ) {
    self.pin = pin
    self.geo = geo
    self.user = user
  }
}
