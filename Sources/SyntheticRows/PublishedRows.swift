import PinterestModels

/// The one row of the course's data that is public knowledge, and whom it belongs to.
///
/// Everybody who runs the script posts row 7528 first, so everybody knows it.
enum PublishedRows {
  static let position = 7_528
  static let uniqueID = "fbe53c66-3442-4773-b19e-d3ec6f54dddf"
  static let timestamp = WireTimestamp(
    year: 2020,
    month: 8,
    day: 28,
    hour: 3,
    minute: 52,
    second: 47
  )

  /// The place of whoever is unknown.
  static let place = Geolocation(latitude: -89.9787, longitude: -173.293, country: "Albania")
  /// The user data of whoever is unknown.
  static let user = User(
    firstName: "Abigail",
    lastName: "Ali",
    age: 20,
    dateJoined: WireTimestamp(year: 2015, month: 10, day: 24, hour: 11, minute: 23, second: 51)
  )
}
