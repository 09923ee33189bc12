public import PinterestModels

/// Which moments the places carry.
public enum RowTimes: Sendable, Hashable {
  /// As the source has them.
  case original
  /// Moments spread evenly over a time in the past, in the order of the posts.
  case backfill(from: WireTimestamp, to: WireTimestamp, posts: Int)

  func apply(to post: inout Post, number: Int) {
    guard case .backfill(let from, let to, let posts) = self else { return }
    let span = to.secondsSince1970 - from.secondsSince1970
    let seconds = from.secondsSince1970 + span * min(number, posts) / max(1, posts)
    post.geolocation.timestamp = WireTimestamp(secondsSince1970: seconds)
  }
}
