import Glibc

/// The first of two moments that may never come.
func earliest(_ a: Moment?, _ b: Moment?) -> Moment? {
  guard let a, let b else { return a ?? b }
  return min(a, b)
}

/// A point on the monotonic clock in whole nanoseconds: the loop asks for it more often than 128
/// bits can bear.
struct Moment: Comparable {
  let nanoseconds: Int

  static var now: Moment {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Moment(nanoseconds: time.tv_sec * 1_000_000_000 + time.tv_nsec)
  }

  /// Before every other moment.
  static let past = Moment(nanoseconds: 0)

  static func < (a: Moment, b: Moment) -> Bool { a.nanoseconds < b.nanoseconds }

  static func + (moment: Moment, span: Span) -> Moment {
    Moment(nanoseconds: moment.nanoseconds + span.nanoseconds)
  }

  /// Milliseconds from now on, rounded up so that the moment has come when they are over.
  var millisecondsLeft: Int32 {
    let left = nanoseconds - Moment.now.nanoseconds
    return left <= 0 ? 0 : Int32(clamping: left / 1_000_000 + 1)
  }

  /// A length of time, at most 146 years.
  struct Span {
    let nanoseconds: Int

    init(milliseconds: Int) { nanoseconds = milliseconds * 1_000_000 }

    init(_ duration: Duration) {
      let (seconds, attoseconds) = duration.components
      let whole = Int(clamping: seconds).multipliedReportingOverflow(by: 1_000_000_000)
      nanoseconds =
        whole.overflow
        ? .max / 2 : min(whole.partialValue, .max / 2) + Int(attoseconds / 1_000_000_000)
    }

    private init(nanoseconds: Int) { self.nanoseconds = nanoseconds }

    static func / (span: Span, parts: Int) -> Span { Span(nanoseconds: span.nanoseconds / parts) }
  }
}
