/// How throttles are sat out: longer than other failures, in steps that are no longer than they need.
struct Patience: Sendable, Hashable {
  /// How long in all.
  var time: Duration
  /// The longest single wait; what a shard takes is counted by the second.
  var longestPause: Duration
}
