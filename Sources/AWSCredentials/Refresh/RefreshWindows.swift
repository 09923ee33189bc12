import AWSSigV4
import FoundationEssentials

/// The moments in the life of credentials that were just received.
struct RefreshWindows {
  /// From here on one caller fetches new ones.
  let advisory: Date
  /// From here on everybody waits for new ones.
  let mandatory: Date

  /// `nil` for credentials that never end.
  ///
  /// Both windows shrink with a short life, or else each call would refresh.
  init?(_ credentials: Credentials, at now: Date, options: RefreshOptions, random: Double) {
    guard let end = credentials.expiration else { return nil }
    let life = end.timeIntervalSince(now)
    let early = options.advisory.inSeconds + options.spread.inSeconds * random
    advisory = end.addingTimeInterval(-min(early, life / 3))
    mandatory = end.addingTimeInterval(-min(options.mandatory.inSeconds, life / 6))
  }
}
