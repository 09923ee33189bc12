/// When credentials are replaced before they end.
public struct RefreshOptions: Sendable {
  /// So long before the end one caller fetches new ones, while the others go on with the old.
  public var advisory: Duration = .seconds(300)
  /// So long before the end everybody waits for new ones.
  public var mandatory: Duration = .seconds(60)
  /// Up to this much earlier, at random, so that a thousand machines do not refresh at once.
  public var spread: Duration = .seconds(60)
  /// How long a failed refresh rests while the old ones are still good.
  public var rest: Duration = .seconds(30)

  /// Five minutes, the last minute, a minute of spread, half a minute of rest.
  public init() {}
}
