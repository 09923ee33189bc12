/// Where posts come from: three tables of the same length, row n of one belonging to row n of the others.
///
/// A position counts from 0, as in `SELECT … LIMIT n, 1`; in the published tables it equals the
/// row's index. Every source gives the same row for the same position as long as nobody changes
/// what lies behind it.
public protocol RowSource: Sendable {
  /// How many rows a table has.
  func count(of table: Table) async throws(RowSourceError) -> Int

  /// The row of `pinterest_data` at a position.
  func pin(at position: Int) async throws(RowSourceError) -> Pin
  /// The row of `geolocation_data` at a position.
  func geolocation(at position: Int) async throws(RowSourceError) -> Geolocation
  /// The row of `user_data` at a position.
  func user(at position: Int) async throws(RowSourceError) -> User

  /// The rows of `pinterest_data` from a position on; past the last there are none.
  func pins(from position: Int) -> RowStream<Pin>
  /// The rows of `geolocation_data` from a position on; past the last there are none.
  func geolocations(from position: Int) -> RowStream<Geolocation>
  /// The rows of `user_data` from a position on; past the last there are none.
  func users(from position: Int) -> RowStream<User>

  /// The three rows at a position.
  func post(at position: Int) async throws(RowSourceError) -> Post
}

extension RowSource {
  /// Asks for the three rows one after another.
  public func post(at position: Int) async throws(RowSourceError) -> Post {
    Post(
      pin: try await pin(at: position),
      geolocation: try await geolocation(at: position),
      user: try await user(at: position)
    )
  }
}
