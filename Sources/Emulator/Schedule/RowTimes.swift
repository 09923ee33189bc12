public import PinterestModels

/// Which moments the places carry.
public enum RowTimes: Sendable, Hashable {
  /// As the source has them.
  case original
  /// Moments spread evenly over a time in the past, in the order of the posts.
  case backfill(from: WireTimestamp, to: WireTimestamp, posts: Int)
  /// Moments that begin with one and run with the posts, or so many times as fast.
  case running(from: WireTimestamp, factor: Double, to: WireTimestamp?)

  func apply(to post: inout Post, number: Int, due: Duration) {
    switch self {
    case .original: return
    case .backfill(let from, let to, let posts):
      let span = to.secondsSince1970 - from.secondsSince1970
      let seconds = from.secondsSince1970 + span * min(number, posts) / max(1, posts)
      post.geolocation.timestamp = WireTimestamp(secondsSince1970: seconds)
    case .running(let from, let factor, _):
      post.geolocation.timestamp = WireTimestamp(
        secondsSince1970: Self.seconds(from, factor, due)
      )
    }
  }

  /// Whether the moments have come to their end, at the latest that of the year 9999.
  func isOver(at due: Duration) -> Bool {
    guard case .running(let from, let factor, let end) = self else { return false }
    let seconds = Self.seconds(from, factor, due)
    let last = end?.secondsSince1970 ?? .max
    return seconds > last || WireTimestamp(secondsSince1970: seconds) == nil
  }

  private static func seconds(_ from: WireTimestamp, _ factor: Double, _ due: Duration) -> Int {
    from.secondsSince1970 + Int(min(due / .seconds(1) * factor, 1e12))
  }
}
