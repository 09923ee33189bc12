// Lets code that is generic over rows ask a source, which has a method for each table.
extension Pin {
  /// All pins that `source` has from a position on.
  public static func rows(of source: any RowSource, from position: Int) -> RowStream<Pin> {
    source.pins(from: position)
  }

  /// The pin at a position of `source`.
  public static func row(
    of source: any RowSource,
    at position: Int
  ) async throws(RowSourceError) -> Pin {
    try await source.pin(at: position)
  }
}

extension Geolocation {
  /// All places that `source` has from a position on.
  public static func rows(of source: any RowSource, from position: Int) -> RowStream<Geolocation> {
    source.geolocations(from: position)
  }

  /// The place at a position of `source`.
  public static func row(
    of source: any RowSource,
    at position: Int
  ) async throws(RowSourceError) -> Geolocation {
    try await source.geolocation(at: position)
  }
}

extension User {
  /// All users that `source` has from a position on.
  public static func rows(of source: any RowSource, from position: Int) -> RowStream<User> {
    source.users(from: position)
  }

  /// The user at a position of `source`.
  public static func row(
    of source: any RowSource,
    at position: Int
  ) async throws(RowSourceError) -> User {
    try await source.user(at: position)
  }
}
