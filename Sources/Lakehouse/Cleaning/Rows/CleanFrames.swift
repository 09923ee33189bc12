/// The three cleaned tables, whole and in memory.
///
/// Rows stand in the order of the objects they came from, which is the order of their keys' bytes,
/// and within an object in the order of its lines; so the same objects always give the same frames.
public struct CleanFrames: Hashable, Sendable {
  /// What was pinned.
  public var pins: [CleanPin]
  /// Where and when.
  public var geolocations: [CleanGeolocation]
  /// By whom.
  public var users: [CleanUser]

  /// Holds rows that are there already.
  public init(
    pins: [CleanPin] = [],
    geolocations: [CleanGeolocation] = [],
    users: [CleanUser] = []
  ) {
    self.pins = pins
    self.geolocations = geolocations
    self.users = users
  }

  /// The number of rows of all three.
  public var count: Int { pins.count + geolocations.count + users.count }
}
