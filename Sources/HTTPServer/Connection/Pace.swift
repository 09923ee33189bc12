/// Decides how long a client may keep us waiting within one transfer.
///
/// It has a grace, and then must keep up a rate on average; and it must never be silent too long.
/// Only time spent waiting for the client counts.
struct Pace {
  private let bytesPerSecond: Int
  private let silence: Int
  private var credit: Int

  /// Starts a transfer; the durations are nanoseconds.
  init(grace: Int, bytesPerSecond: Int, silence: Int) {
    self.bytesPerSecond = bytesPerSecond
    self.silence = silence
    credit = grace
  }

  /// How long the next waiting may last; nothing is left to a client that is too slow.
  var patience: Int { max(0, min(silence, credit)) }

  mutating func moved(_ bytes: Int) {
    guard bytesPerSecond > 0 else { return }
    let earned = bytes.multipliedReportingOverflow(by: 1_000_000_000)
    let nanoseconds = earned.overflow ? .max / 4 : earned.partialValue / bytesPerSecond
    credit = min(credit + nanoseconds, .max / 4)
  }

  mutating func waited(_ nanoseconds: Int) {
    if bytesPerSecond > 0 { credit -= nanoseconds }
  }
}
