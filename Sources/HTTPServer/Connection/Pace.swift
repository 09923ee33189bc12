/// Decides how long a client may keep us waiting within one transfer.
///
/// It starts with a grace, which waiting uses up and bytes earn back at the lowest rate allowed, up
/// to the same grace: so nobody stalls longer than that, and nobody stays below the rate for long.
/// Only time spent waiting for the client counts.
struct Pace {
  private let grace: Int
  private let bytesPerSecond: Int
  /// How long the next waiting may last, in nanoseconds; nothing is left to who is too slow.
  private(set) var patience: Int

  /// Starts a transfer; without a lowest rate, any byte earns the whole grace back.
  init(grace: Int, bytesPerSecond: Int) {
    self.grace = grace
    self.bytesPerSecond = bytesPerSecond
    patience = grace
  }

  mutating func moved(_ bytes: Int) {
    guard bytesPerSecond > 0, bytes / 1_000 < bytesPerSecond else { return patience = grace }
    patience = min(patience + bytes * 1_000_000_000 / bytesPerSecond, grace)
  }

  mutating func waited(_ nanoseconds: Int) { patience = max(0, patience - nanoseconds) }
}
