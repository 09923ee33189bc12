internal import Glibc

/// A point on the machine's own clock, which only moves forward.
struct Moment: Comparable {
  /// Counted from some start that says nothing.
  var nanoseconds: Int

  /// The present.
  static var now: Moment {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Moment(nanoseconds: time.tv_sec * 1_000_000_000 + time.tv_nsec)
  }

  static func < (earlier: Moment, later: Moment) -> Bool {
    earlier.nanoseconds < later.nanoseconds
  }

  static func + (moment: Moment, nanoseconds: Int) -> Moment {
    Moment(nanoseconds: moment.nanoseconds &+ nanoseconds)
  }

  static func + (moment: Moment, duration: Duration) -> Moment {
    moment + duration.inNanoseconds
  }

  static func - (later: Moment, earlier: Moment) -> Int {
    later.nanoseconds - earlier.nanoseconds
  }
}

extension Duration {
  /// The whole in nanoseconds; what does not fit (292 years) is the largest number there is.
  var inNanoseconds: Int {
    let (seconds, attoseconds) = components
    let (whole, overflow) = Int(seconds).multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? .max / 4 : min(whole + Int(attoseconds / 1_000_000_000), .max / 4)
  }
}
