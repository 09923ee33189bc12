/// What a user posts: one row of each table, joined by their index.
public struct Post: Hashable, Sendable {
  /// What was pinned.
  public var pin: Pin
  /// Where and when.
  public var geolocation: Geolocation
  /// By whom.
  public var user: User

  /// Puts three rows together.
  public init(pin: Pin, geolocation: Geolocation, user: User) {
    self.pin = pin
    self.geolocation = geolocation
    self.user = user
  }

  /// Appends the row of one table as compact JSON.
  public func append(_ table: Table, to output: inout [UInt8]) {
    switch table {
    case .pin: pin.append(to: &output)
    case .geo: geolocation.append(to: &output)
    case .user: user.append(to: &output)
    }
  }
}
